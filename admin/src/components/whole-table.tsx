import { ProTable, type ProColumns } from '@ant-design/pro-components';
import type { UseQueryResult } from '@tanstack/react-query';
import { Empty } from 'antd';
import { ErrorBlock } from './error-block.tsx';
import { RefreshButton } from './refresh-button.tsx';

type Props<T> = {
  /** Names the table to screen readers. */
  name: string;
  read: Pick<
    UseQueryResult<{ items: T[] }, Error>,
    'data' | 'error' | 'isError' | 'isPending' | 'isFetching' | 'refetch'
  >;
  columns: ProColumns<T>[];
  rowKey: (row: T) => string;
  empty: string;
};

/** A table over a list that comes as a whole and is paged here. */
export function WholeTable<T extends object>({ name, read, columns, rowKey, empty }: Props<T>) {
  return (
    <section aria-label={name}>
      {read.isError ? (
        <ErrorBlock error={read.error} onRetry={read.refetch} />
      ) : (
        <ProTable<T>
          rowKey={rowKey}
          columns={columns}
          dataSource={read.data?.items ?? []}
          loading={read.isPending}
          search={false}
          cardBordered
          toolBarRender={() => [
            <RefreshButton key='refresh' busy={read.isFetching} onClick={read.refetch} />,
          ]}
          options={{ reload: false, density: true, setting: false, fullScreen: false }}
          scroll={{ x: 'max-content' }}
          pagination={{ defaultPageSize: 20, showSizeChanger: true, showTotal: (all) => `共 ${all} 条` }}
          locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} /> }}
        />
      )}
    </section>
  );
}
