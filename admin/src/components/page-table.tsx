import { ProTable, type ProColumns } from '@ant-design/pro-components';
import { Empty, type TableProps } from 'antd';
import { useEffect, type ReactNode } from 'react';
import type { z } from 'zod';
import type { Endpoint } from '@xinglin/shared/kernel/endpoint';
import type { LiveTopic } from '@xinglin/shared/kernel/live';
import type { Page } from '@xinglin/shared/kernel/paging';
import { useLiveRead } from '../client/live.ts';
import { ErrorBlock } from './error-block.tsx';
import { RefreshButton } from './refresh-button.tsx';
import { useUrlPage } from './use-url-filters.ts';

type Props<T> = {
  endpoint: Endpoint<z.ZodType, z.ZodType<Page<T>>>;
  /** Input of the endpoint besides the page. */
  filters?: Record<string, string | undefined>;
  columns: ProColumns<T>[];
  rowKey: string & keyof T;
  /** Names the table to screen readers, and the columns somebody chose to hide. */
  name: string;
  /** What makes the list be read again by itself. */
  topics?: readonly LiveTopic[];
  empty: string;
  toolbar?: ReactNode;
  onOpen?: (row: T) => void;
  /** Rows that can be ticked, for an act on several. */
  ticks?: TableProps<T>['rowSelection'];
};

const NONE: readonly LiveTopic[] = [];

/** A table over a paged endpoint: page in the address, error with retry, empty state, columns to choose. */
export function PageTable<T extends object>(props: Props<T>) {
  const {
    endpoint,
    filters = {},
    columns,
    rowKey,
    name,
    topics = NONE,
    empty,
    toolbar,
    onOpen,
    ticks,
  } = props;
  const { page, pageSize, turnTo, sizes } = useUrlPage();
  const read = useLiveRead(endpoint, { page, pageSize, ...filters }, topics, { keepPrevious: true });
  const total = read.data?.total ?? 0;
  // The last row of the last page is gone, or the address is old: the page before it is shown, not an empty list.
  const last = Math.max(1, Math.ceil(total / pageSize));
  const beyond = read.data !== undefined && !read.isPlaceholderData && page > last;
  useEffect(() => {
    if (beyond) turnTo(last, pageSize, { replace: true });
  });
  return (
    <section aria-label={name}>
      {read.isError && <ErrorBlock error={read.error} onRetry={read.refetch} />}
      {read.isError && !read.data ? null : (
        <ProTable<T>
          rowKey={rowKey}
          columns={columns}
          dataSource={read.data?.items ?? []}
          loading={read.isPending || read.isPlaceholderData || beyond}
          search={false}
          {...(ticks ? { rowSelection: ticks, tableAlertRender: false as const } : {})}
          cardBordered
          toolbar={{ title: toolbar }}
          toolBarRender={() => [
            <RefreshButton key='refresh' busy={read.isFetching} onClick={read.refetch} />,
          ]}
          options={{
            reload: false,
            density: true,
            setting: { draggable: false },
            fullScreen: false,
          }}
          columnsState={{ persistenceKey: `columns:${name}`, persistenceType: 'localStorage' }}
          scroll={{ x: 'max-content' }}
          sticky={{ offsetHeader: 56 }}
          locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} /> }}
          onRow={(row) => (onOpen ? { onClick: () => onOpen(row), className: 'row-link' } : {})}
          pagination={{
            current: page,
            pageSize,
            total,
            showSizeChanger: true,
            pageSizeOptions: sizes,
            showTotal: (all) => `共 ${all} 条`,
            onChange: (next, size) => turnTo(next, size),
          }}
        />
      )}
    </section>
  );
}
