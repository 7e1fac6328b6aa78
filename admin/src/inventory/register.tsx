import type { ProColumns } from '@ant-design/pro-components';
import { listRegisteredSales, type RegisteredSale } from '@xinglin/shared/inventory/register';
import { useRead } from '../client/use-endpoint.ts';
import { PageTable } from '../components/page-table.tsx';
import { Page } from '../components/page.tsx';
import { When } from '../components/when.tsx';

/** The register of 含麻黄碱类复方制剂 sold at this counter. */
export function Register() {
  const { data } = useRead(listRegisteredSales, { page: 1, pageSize: 20 });
  const rule = data?.rule;
  return (
    <Page
      title='麻黄碱登记'
      intro={
        rule
          ? `每次最多 ${rule.packsPerSale} 个最小包装；同一证件 ${rule.periodDays} 天内最多 ${rule.packsPerPeriod} 个。依据：${rule.source}。`
          : '含麻黄碱类复方制剂的柜台销售登记。'
      }
    >
      <PageTable
        name='麻黄碱登记'
        endpoint={listRegisteredSales}
        columns={columns}
        rowKey='id'
        empty='还没有登记；在「库存」里卖出带「实名登记」标记的药品时自动登记'
      />
    </Page>
  );
}

const columns: ProColumns<RegisteredSale>[] = [
  { title: '时间', dataIndex: 'at', fixed: 'left', width: 130, render: (_, { at }) => <When at={at} /> },
  { title: '购买人', dataIndex: 'buyerName' },
  { title: '身份证号', dataIndex: 'idNumberMasked', className: 'code' },
  {
    title: '药品与规格',
    dataIndex: 'drugName',
    render: (_, { drugName, strength }) => (
      <div>
        <strong>{drugName}</strong>
        <div className='hint'>{strength}</div>
      </div>
    ),
  },
  { title: '数量', dataIndex: 'packs', align: 'right' },
  { title: '生产企业', dataIndex: 'maker' },
  { title: '批号', dataIndex: 'lotNo', className: 'code' },
  { title: '经手人', dataIndex: 'actorName' },
];
