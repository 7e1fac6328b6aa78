import { Alert } from 'antd';
import type { z } from 'zod';
import { yuan } from '@xinglin/shared/kernel/money';
import type { previewStoreCoupon } from '@xinglin/shared/pricing/desk';

type Preview = z.output<(typeof previewStoreCoupon)['output']>;

/** Whom the coupon would have cost what, over the real orders of the store; honestly nothing where there were none. */
export function CouponPreview({ preview }: { preview: Preview }) {
  const { days, orders, withRx, qualifying, people, costFen, goodsFen } = preview;
  if (orders === 0)
    return (
      <Alert
        style={{ marginTop: 12 }}
        type='info'
        showIcon
        message='没有数据'
        description={`本店最近 ${days} 天没有已付款的订单，算不出这张券会花多少钱。`}
      />
    );
  const average = qualifying > 0 ? Math.round(costFen / qualifying) : 0;
  return (
    <Alert
      style={{ marginTop: 12 }}
      type={qualifying > 0 ? 'warning' : 'info'}
      showIcon
      message={`按最近 ${days} 天的真实订单，本店要承担 ${yuan(costFen)} 元`}
      description={
        <>
          共 {orders} 单，其中 {qualifying} 单（{people} 位顾客）能用上，平均每单 {yuan(average)}{' '}
          元；这些单的药品金额共 {yuan(goodsFen)} 元。{withRx > 0 && `${withRx} 单含处方药，不参加优惠。`}
          费用由本店承担，平台不补贴。多吸引来的订单算不出来，没有计入。
        </>
      }
    />
  );
}
