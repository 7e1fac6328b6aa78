import { View } from '@tarojs/components';
import type { Review } from '@xinglin/shared/prescription/review-contract';
import { leftText, useNow } from '../../find/use-now.ts';
import { Button, Icon } from '../../ui/index.ts';
import { leaseOf } from '../queue-rules.ts';
import { useClaim } from '../use-claim.ts';

/** How long nobody else can take it; near the end, and after it, with the way to hold on. */
export function LeaseBar({ review }: { review: Review }) {
  const now = useNow();
  const claim = useClaim();
  const lease = leaseOf(review, now);
  const left = review.claimUntil && leftText(review.claimUntil, now);
  return (
    <View className={`lease lease--${lease}`} id='lease'>
      <Icon name='clock' size='small' />
      <View className='lease__words'>
        {lease === 'over' ? '领取已超时，其他药师可以接手' : `由您审核，${left} 后其他药师可以接手`}
      </View>
      {lease !== 'held' && (
        <Button
          id='hold-on'
          small
          kind='plain'
          loading={claim.isPending}
          onTap={() => claim.mutateAsync({ id: review.id })}
        >
          {lease === 'over' ? '重新领取' : '再留 10 分钟'}
        </Button>
      )}
    </View>
  );
}
