import type { ProColumns } from '@ant-design/pro-components';
import { listLicenceAlerts, type LicenceAlert } from '@xinglin/shared/compliance/contract';
import { useRead } from '../client/use-endpoint.ts';
import { Page } from '../components/page.tsx';
import { ToneTag } from '../components/tone-tag.tsx';
import { WholeTable } from '../components/whole-table.tsx';
import { daysLeftText, licenceText } from './words.ts';

/** Licences that have ended or end within 30 days, the most urgent first. */
export const LicenceAlerts = () => (
  <Page title='证照到期' intro='已过期或 30 天内到期的许可证与资质，最急的在前。'>
    <WholeTable
      name='证照到期'
      read={useRead(listLicenceAlerts, {})}
      columns={columns}
      rowKey={({ kind, number, holder }) => `${kind}/${number}/${holder}`}
      empty='30 天内没有到期的许可证与资质'
    />
  </Page>
);

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
