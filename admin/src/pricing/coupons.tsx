import type { ProColumns } from '@ant-design/pro-components';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import {
  listStoreCoupons,
  startStoreCoupon,
  stopStoreCoupon,
  type StoreCoupon,
} from '@xinglin/shared/pricing/desk';
import { useAct } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { PageTable } from '../components/page-table.tsx';
import { Page } from '../components/page.tsx';
import { ToneTag } from '../components/tone-tag.tsx';
import { CouponForm } from './coupon-form.tsx';
import { couponState, worthText } from './words.ts';

/** The coupons of the store: written, started, stopped. */
export function Coupons() {
  const [writing, setWriting] = useState(false);
  const start = useAct(startStoreCoupon, { changes: [listStoreCoupons] });
  const stop = useAct(stopStoreCoupon, { changes: [listStoreCoupons] });
  const failed = start.error ?? stop.error;
  return (
    <Page
      title='优惠券'
      intro='券的内容保存后不能改，只能开始或停止；停止后，已经锁价的方案仍按原来的算。处方药不参加优惠，也不能做赠品。'
      actions={
        <Button id='coupon-new' type='primary' onClick={() => setWriting(true)}>
          新建优惠券
        </Button>
      }
    >
      {failed && <ErrorBlock error={failed} />}
      <PageTable
        name='本店优惠券'
        endpoint={listStoreCoupons}
        columns={columns(
          (id) => start.mutate({ id }),
          (id) => stop.mutate({ id }),
        )}
        rowKey='id'
        empty='本店还没有优惠券'
      />
      {writing && <CouponForm onClose={() => setWriting(false)} />}
    </Page>
  );
}

type Act = (id: string) => void;

const columns = (start: Act, stop: Act): ProColumns<StoreCoupon>[] => [
  { title: '名称', dataIndex: 'title', fixed: 'left', render: (_, { title }) => <strong>{title}</strong> },
  { title: '券码', dataIndex: 'code', className: 'code' },
  { title: '优惠', key: 'worth', render: (_, row) => worthText(row) },
  { title: '每人', dataIndex: 'perPerson', align: 'right', render: (_, { perPerson }) => `${perPerson} 次` },
  { title: '与平台券', dataIndex: 'stackable', render: (_, row) => (row.stackable ? '可同用' : '不同用') },
  {
    title: '有效期',
    key: 'valid',
    render: (_, { validFrom, validUntil }) => (
      <span className='number'>
        {validFrom} 至 {validUntil}
      </span>
    ),
  },
  { title: '用了', dataIndex: 'uses', align: 'right', render: (_, { uses }) => `${uses} 单` },
  {
    title: '状态',
    dataIndex: 'state',
    render: (_, { state }) => <ToneTag tone={couponState[state].tone}>{couponState[state].text}</ToneTag>,
  },
  {
    title: '操作',
    key: 'acts',
    fixed: 'right',
    hideInSetting: true,
    render: (_, { id, title, state }) =>
      state === 'running' ? (
        <Popconfirm title={`停止「${title}」？`} okText='停止' cancelText='取消' onConfirm={() => stop(id)}>
          <Button size='small' danger aria-label={`停止 ${title}`}>
            停止
          </Button>
        </Popconfirm>
      ) : (
        <Popconfirm
          title={`开始「${title}」？`}
          description='附近的顾客比价时马上就能用。'
          okText='开始'
          cancelText='取消'
          onConfirm={() => start(id)}
        >
          <Button size='small' aria-label={`开始 ${title}`}>
            开始
          </Button>
        </Popconfirm>
      ),
  },
];
