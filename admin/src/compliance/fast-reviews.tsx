import { ProTable, type ProColumns } from '@ant-design/pro-components';
import { Empty } from 'antd';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import { listFastReviews, type FastReview } from '@xinglin/shared/prescription/desk-contract';
import { useRead } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { Page } from '../components/page.tsx';
import { RefreshButton } from '../components/refresh-button.tsx';

/** Decisions made faster than their prescriptions can be read, newest first. */
export function FastReviews() {
  const read = useRead(listFastReviews, {});
  return (
    <Page title='审得过快' intro='从领取到决定的时间短于阅读所需的处方，最近的在前。决定仍然有效，供抽查。'>
      <section aria-label='审得过快'>
        {read.isError ? (
          <ErrorBlock error={read.error} onRetry={read.refetch} />
        ) : (
          <ProTable<FastReview>
            rowKey='prescriptionId'
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
            pagination={{ defaultPageSize: 20, showTotal: (all) => `共 ${all} 条` }}
            locale={{
              emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description='没有审得过快的处方' />,
            }}
          />
        )}
      </section>
    </Page>
  );
}

const columns: ProColumns<FastReview>[] = [
  { title: '决定时间', dataIndex: 'decidedAt', renderText: (at: string) => dateTimeText(at) },
  { title: '药师', dataIndex: 'pharmacist' },
  { title: '注册证号', dataIndex: 'licenceNo' },
  { title: '用时', dataIndex: 'seconds', renderText: (seconds: number) => `${seconds} 秒` },
  { title: '下限', dataIndex: 'floorSeconds', renderText: (seconds: number) => `${seconds} 秒` },
  { title: '药品', dataIndex: 'itemCount', renderText: (count: number) => `${count} 种` },
  { title: '处方', dataIndex: 'prescriptionId', copyable: true, ellipsis: true },
];
