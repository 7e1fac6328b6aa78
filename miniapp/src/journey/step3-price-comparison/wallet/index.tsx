import { View } from '@tarojs/components';
import { useState } from 'react';
import { listCoupons, type Coupon } from '@xinglin/shared/pricing/contract';
import { go } from '../../../client/navigate.ts';
import { useRead } from '../../../client/use-endpoint.ts';
import { Card, Empty, PageShell, QueryView, Segmented, Tag } from '../../../ui/index.ts';
import { conditionText, scopeText, worthText } from '../coupon-words.ts';
import './index.scss';

type State = Coupon['state'];
const STATES: { value: State; text: string }[] = [
  { value: 'usable', text: '可用' },
  { value: 'waiting', text: '未到时间' },
  { value: 'used', text: '已使用' },
  { value: 'expired', text: '已过期' },
];

/** The coupons of the person: what can be used now, and of the others why not. */
export default function WalletPage() {
  const [state, setState] = useState<State>('usable');
  const coupons = useRead(listCoupons, {});
  return (
    <PageShell title='优惠券' onRefresh={coupons.refetch}>
      <Segmented label='优惠券状态' options={STATES} value={state} onChange={setState} />
      <QueryView query={coupons}>
        {({ items }) => {
          const shown = items.filter((coupon) => coupon.state === state);
          if (shown.length === 0)
            return (
              <Empty
                icon='gift'
                title='这里还没有券'
                text='比价时会自动用上最划算的券'
                action='去比价'
                onAction={() => go('/journey/step3-price-comparison/index')}
              />
            );
          return shown.map((coupon) => <CouponCard key={coupon.id} coupon={coupon} />);
        }}
      </QueryView>
      <View className='coupon-foot'>
        不用领取，比价时自动算出最省的用法。按规定，处方药不参加优惠；单子里有处方药时，整单都不用券。
      </View>
    </PageShell>
  );
}

function CouponCard({ coupon }: { coupon: Coupon }) {
  const { id, title, stackable, left, validFrom, validUntil, state, reason } = coupon;
  return (
    <Card id={`coupon-${id}`}>
      <View className={`coupon ${state === 'usable' ? '' : 'coupon--off'}`}>
        <View className='coupon__worth'>{worthText(coupon)}</View>
        <View className='coupon__words'>
          <View className='coupon__title'>{title}</View>
          <View className='coupon__note'>
            {scopeText(coupon)} · {conditionText(coupon)}
          </View>
          <View className='coupon__note'>
            {validFrom} 至 {validUntil}
            {state === 'usable' && ` · 还能用 ${left} 次`}
          </View>
          <Tag>{stackable ? '可与其他券同用' : '不与其他券同用'}</Tag>
          {reason !== null && <View className='coupon__reason'>{reason}</View>}
        </View>
      </View>
    </Card>
  );
}
