import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { price } from '@xinglin/shared/kernel/money';
import type { Plan, PlanOption } from '@xinglin/shared/pricing/contract';
import { go } from '../../client/navigate.ts';
import { problemOf } from '../../client/problem-of.ts';
import { takeOff, useBasket } from '../../find/basket.ts';
import { linesOf } from '../../find/basket-rules.ts';
import { usePlace } from '../../find/place.ts';
import { leftText, useNow } from '../../find/use-now.ts';
import { usePrescriptionBasket } from '../../find/use-prescription-basket.ts';
import { Button, Card, Empty, ErrorBlock, Notice, PageShell, Price, Skeleton } from '../../ui/index.ts';
import { AskPlace } from '../step2-nearby-stock/ask-place.tsx';
import { PlaceRow } from '../step2-nearby-stock/place-row.tsx';
import { PlanView } from './plan-view.tsx';
import { usePlan } from './use-plan.ts';
import { WayChoice, type WayChosen } from './way-choice.tsx';
import './index.scss';

/** Step 3: the ways to buy the list, with everything in the price, and why. */
export default function PriceComparisonPage() {
  const { prescriptionId } = useRouter<{ prescriptionId?: string }>().params;
  const basket = useBasket();
  const place = usePlace((state) => state.place);
  const prescription = usePrescriptionBasket(prescriptionId);
  const lines = linesOf(basket);
  const [way, setWay] = useState<WayChosen>({ mode: 'instant', slot: null });
  const timed = way.mode !== 'scheduled' || way.slot !== null;
  const ready = lines.length > 0 && place !== null && !prescription.waiting && timed;
  const { plan, error, making, moved, again } = usePlan(
    ready
      ? {
          lines,
          destination: place.point,
          mode: way.mode,
          ...(way.mode === 'scheduled' && way.slot && { slot: way.slot }),
          ...(basket.prescriptionId !== null && { prescriptionId: basket.prescriptionId }),
        }
      : null,
  );
  const [key, setKey] = useState('');
  const option = plan?.options.find((each) => each.key === key) ?? plan?.options[0];
  const shown = ready && !making && !error ? plan : undefined;

  return (
    <PageShell
      title='怎么买最划算'
      onRefresh={async () => again()}
      footer={shown && option && <Foot plan={shown} option={option} onAgain={again} />}
    >
      {prescription.refused && <Notice>{prescription.refused}</Notice>}
      <PlaceRow />
      {lines.length === 0 && !prescription.waiting && (
        <Empty
          icon='cart'
          title='清单还是空的'
          text='先去找药，再来比价'
          action='去找药'
          onAction={() => go('/find/index')}
        />
      )}
      {lines.length > 0 && !place && <AskPlace />}
      {lines.length > 0 && place && <WayChoice way={way} point={place.point} onChange={setWay} />}
      {ready && making && <Computing />}
      {ready && !making && error && <Refused error={error} onRetry={again} />}
      {shown && (
        <>
          {moved && (
            <Notice>
              价格有变化：最低价原来是 {price(moved.fromFen)}，现在是 {price(moved.toFen)}。
            </Notice>
          )}
          <PlanView plan={shown} chosen={option} onChoose={setKey} />
        </>
      )}
    </PageShell>
  );
}

function Computing() {
  return (
    <>
      <View className='plan-wait'>正在算遍附近门店的组合、券和配送费…</View>
      <Skeleton cards={3} />
    </>
  );
}

/** A prescription that no longer serves is no reason to lose the rest of the list. */
function Refused({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { items } = useBasket();
  const { code, detail } = problemOf(error);
  if (!code.startsWith('PRESCRIPTION_')) return <ErrorBlock error={error} onRetry={onRetry} />;
  const dropRx = () => takeOff(items.filter(({ rx }) => rx).map(({ drugId }) => drugId));
  return (
    <Card tone='warning'>
      <View className='plan-missing__title'>处方药暂时不能比价</View>
      <View className='plan-missing__text'>{detail}</View>
      <View className='plan-refused'>
        <Button small onTap={() => go('/prescription/index')}>
          查看我的处方
        </Button>
        <Button id='drop-rx' small kind='plain' onTap={dropRx}>
          先买其他药
        </Button>
      </View>
    </Card>
  );
}

type FootProps = { plan: Plan; option: PlanOption; onAgain: () => void };

function Foot({ plan, option, onAgain }: FootProps) {
  const left = leftText(plan.lockedUntil, useNow());
  if (left === null)
    return (
      <Button id='compare-again' block onTap={onAgain}>
        价格已过期，重新比价
      </Button>
    );
  return (
    <>
      <View className='plan-foot'>
        <Price fen={option.totalFen} />
        <View className='plan-foot__left'>锁价剩 {left}</View>
      </View>
      <Button
        id='choose-plan'
        block
        onTap={() => go('/checkout/index', { planId: plan.id, optionKey: option.key })}
      >
        选这个方案
      </Button>
    </>
  );
}
