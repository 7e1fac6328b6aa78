import { View } from '@tarojs/components';
import { useState } from 'react';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import type { Output } from '@xinglin/shared/kernel/endpoint';
import {
  FOLLOW_UP_POINTS,
  getRewards,
  pointsReasonText,
  redeemReward,
  type RewardItem,
} from '@xinglin/shared/reward/contract';
import { getHomeScreen } from '@xinglin/shared/screens/patient';
import { go } from '../../client/navigate.ts';
import { useMe } from '../../client/session.ts';
import { useAct, useRead } from '../../client/use-endpoint.ts';
import { PatientsOnly } from '../../orders/patients-only.tsx';
import {
  Button,
  Card,
  Empty,
  Notice,
  PageShell,
  QueryView,
  Row,
  Rows,
  SectionTitle,
  confirm,
  toast,
} from '../../ui/index.ts';
import { inOrder, missingFor, signed } from './points.ts';
import { VoucherCard } from './voucher-card.tsx';
import './index.scss';

type Rewards = Output<typeof getRewards>;
const PAGE = 20;
/** The bound of `PageInput`. */
const MOST = 100;

/** Step 7: points, what they bring, where they came from. */
export default function RewardsPage() {
  const isPatient = useMe()?.role === 'patient';
  const [many, setMany] = useState(PAGE);
  const rewards = useRead(
    getRewards,
    { page: 1, pageSize: many },
    { enabled: isPatient, keepPrevious: true },
  );
  return (
    <PageShell title='积分福利' onRefresh={async () => isPatient && rewards.refetch()}>
      <PatientsOnly what='积分和兑换券'>
        <QueryView query={rewards}>
          {(it) => (
            <>
              <Balance balance={it.balance} />
              <Vouchers vouchers={it.vouchers} />
              <SectionTitle>可兑换</SectionTitle>
              {it.items.length === 0 && <Empty icon='gift' title='暂时没有可兑换的权益' />}
              {it.items.map((item) => (
                <RewardCard key={item.code} item={item} balance={it.balance} />
              ))}
              <Entries
                rewards={it}
                onMore={many < MOST ? () => setMany(Math.min(MOST, many + PAGE)) : undefined}
              />
              <Notice tone='info'>积分不能兑换、抵扣任何药品，也不能提现或转赠。</Notice>
            </>
          )}
        </QueryView>
      </PatientsOnly>
    </PageShell>
  );
}

function Balance({ balance }: { balance: number }) {
  return (
    <Card tone='accent' id='balance'>
      <View className='points-balance'>
        <View className='points-balance__words'>
          <View className='points-balance__note'>我的积分</View>
          <View className='points-balance__number'>{balance}</View>
        </View>
        <Button id='earn-points' small kind='plain' onTap={() => go('/journey/step5-medication/index')}>
          去完成回访
        </Button>
      </View>
      <View className='points-balance__note'>
        每完成一次用药回访得 {FOLLOW_UP_POINTS} 积分，每个用药计划一次。购药、分享都不送积分。
      </View>
      {balance < 0 && <View className='points-balance__note'>有退款冲回了积分，补足以后才能兑换。</View>}
    </Card>
  );
}

function Vouchers({ vouchers }: Pick<Rewards, 'vouchers'>) {
  const now = Date.now();
  if (vouchers.length === 0) return null;
  return (
    <>
      <SectionTitle note='到店出示兑换码'>我的券</SectionTitle>
      {inOrder(vouchers, now).map((voucher) => (
        <VoucherCard key={voucher.id} voucher={voucher} now={now} />
      ))}
    </>
  );
}

function RewardCard({ item, balance }: { item: RewardItem; balance: number }) {
  const { code, title, detail, points } = item;
  const redeem = useAct(redeemReward, { changes: [getRewards, getHomeScreen] });
  const missing = missingFor(item, balance);
  const ask = async () => {
    const text = `将用去 ${points} 积分，兑换后剩 ${balance - points} 积分。兑换后不能退回。`;
    if (!(await confirm({ title: `兑换「${title}」？`, text, yes: '兑换' }))) return;
    await redeem.mutateAsync({ code });
    toast('兑换好了，券在这一页上方');
  };
  return (
    <Card id={`reward-${code}`}>
      <View className='reward'>
        <View className='reward__words'>
          <View className='reward__title'>{title}</View>
          <View className='reward__note'>{detail}</View>
          <View className='reward__points'>{points} 积分</View>
        </View>
        <Button
          id={`redeem-${code}`}
          small
          kind={missing > 0 ? 'plain' : 'primary'}
          disabled={missing > 0}
          loading={redeem.isPending}
          onTap={ask}
        >
          {missing > 0 ? `还差 ${missing} 分` : '兑换'}
        </Button>
      </View>
    </Card>
  );
}

type EntriesProps = { rewards: Rewards; onMore: (() => void) | undefined };

function Entries({ rewards: { entries, total }, onMore }: EntriesProps) {
  return (
    <>
      <SectionTitle note={total > 0 ? `共 ${total} 笔` : undefined}>积分明细</SectionTitle>
      {entries.length === 0 ? (
        <Empty
          icon='gift'
          title='还没有积分'
          text={`用药后完成一次回访，就能得 ${FOLLOW_UP_POINTS} 积分`}
          action='看看用药计划'
          onAction={() => go('/journey/step5-medication/index')}
        />
      ) : (
        <Rows>
          {entries.map(({ id, points, reason, at, balance }) => (
            <Row
              key={id}
              title={pointsReasonText[reason]}
              note={dateTimeText(at)}
              value={
                <View className='points-entry'>
                  <View className={`points-entry__number ${points > 0 ? 'points-entry__number--plus' : ''}`}>
                    {signed(points)}
                  </View>
                  <View>余 {balance}</View>
                </View>
              }
            />
          ))}
        </Rows>
      )}
      {entries.length < total && onMore && (
        <Button id='more' kind='text' onTap={onMore}>
          查看更早的明细
        </Button>
      )}
    </>
  );
}
