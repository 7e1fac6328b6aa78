import { ProTable, type ProColumns } from '@ant-design/pro-components';
import { Empty } from 'antd';
import { listLicenceAlerts, type LicenceAlert } from '@xinglin/shared/compliance/contract';
import { useRead } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { Page } from '../components/page.tsx';
import { RefreshButton } from '../components/refresh-button.tsx';
import { ToneTag } from '../components/tone-tag.tsx';
import { daysLeftText, licenceText } from './words.ts';

/** Licences that have ended or end within 30 days, the most urgent first. */
export function LicenceAlerts() {
  const read = useRead(listLicenceAlerts, {});
  return (
    <Page title='证照到期' intro='已过期或 30 天内到期的许可证与资质，最急的在前。'>
      <section aria-label='证照到期'>
        {read.isError ? (
          <ErrorBlock error={read.error} onRetry={read.refetch} />
        ) : (
          <ProTable<LicenceAlert>
            rowKey={({ kind, number, holder }) => `${kind}/${number}/${holder}`}
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
            locale={{
              emptyText: (
                <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description='30 天内没有到期的许可证与资质' />
              ),
            }}
          />
        )}
      </section>
    </Page>
  );
}

const columns: ProColumns<LicenceAlert>[] = [
  {
    title: '剩余',
    dataIndex: 'daysLeft',
    sorter: (a, b) => a.daysLeft - b.daysLeft,
    render: (_, { daysLeft }) => {
      const { tone, words } = daysLeftText(daysLeft);
      return <ToneTag tone={tone}>{words}</ToneTag>;
    },
  },
  {
    title: '类别',
    dataIndex: 'kind',
    filters: Object.entries(licenceText).map(([value, text]) => ({ value, text })),
    onFilter: (value, { kind }) => kind === value,
    render: (_, { kind }) => licenceText[kind],
  },
  { title: '持有人', dataIndex: 'holder', render: (_, { holder }) => <strong>{holder}</strong> },
  { title: '证号', dataIndex: 'number', copyable: true, className: 'code' },
  {
    title: '有效期至',
    dataIndex: 'expires',
    render: (_, { expires }) => <span className='number'>{expires}</span>,
  },
];
