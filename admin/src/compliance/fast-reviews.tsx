import type { ProColumns } from '@ant-design/pro-components';
import { Link } from 'react-router-dom';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import { listFastReviews, type FastReview } from '@xinglin/shared/prescription/desk-contract';
import { useRead } from '../client/use-endpoint.ts';
import { Page } from '../components/page.tsx';
import { WholeTable } from '../components/whole-table.tsx';
import { courseOf } from './words.ts';

/** Decisions made faster than their prescriptions can be read, newest first. */
export const FastReviews = () => (
  <Page title='审得过快' intro='从领取到决定的时间短于阅读所需的处方，最近的在前。决定仍然有效，供抽查。'>
    <WholeTable
      name='审得过快'
      read={useRead(listFastReviews, {})}
      columns={columns}
      rowKey={({ prescriptionId }) => prescriptionId}
      empty='没有审得过快的处方'
    />
  </Page>
);

const columns: ProColumns<FastReview>[] = [
  { title: '决定时间', dataIndex: 'decidedAt', renderText: (at: string) => dateTimeText(at) },
  { title: '药师', dataIndex: 'pharmacist' },
  { title: '注册证号', dataIndex: 'licenceNo' },
  { title: '用时', dataIndex: 'seconds', renderText: (seconds: number) => `${seconds} 秒` },
  { title: '下限', dataIndex: 'floorSeconds', renderText: (seconds: number) => `${seconds} 秒` },
  { title: '药品', dataIndex: 'itemCount', renderText: (count: number) => `${count} 种` },
  {
    title: '处方',
    dataIndex: 'prescriptionId',
    fixed: 'right',
    render: (_, { prescriptionId }) => <Link to={courseOf(prescriptionId)}>全程记录</Link>,
  },
];
