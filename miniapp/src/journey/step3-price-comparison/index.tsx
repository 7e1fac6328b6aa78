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
import {
  Button,
  Card,
  Empty,
  ErrorBlock,
  Notice,
  PageShell,
  Price,
  SectionTitle,
  Skeleton,
} from '../../ui/index.ts';
import { AskPlace } from '../step2-nearby-stock/ask-place.tsx';
import { PlaceRow } from '../step2-nearby-stock/place-row.tsx';
import { singleOf } from './bill.ts';
import { BillSheet } from './bill-sheet.tsx';
import { ChannelQuotes, CompareChart } from './compare-chart.tsx';
import { OptionCard } from './option-card.tsx';
import { usePlan } from './use-plan.ts';
import './index.scss';

/** Step 3: the ways to buy the list, with everything in the price, and why. */
export default function PriceComparisonPage() {
  const { prescriptionId } = useRouter<{ prescriptionId?: string }>().params;
  const basket = useBasket();
  const place = usePlace((state) => state.place);
  const prescription = usePrescriptionBasket(prescriptionId);
  const lines = linesOf(basket);
  const ready = lines.length > 0 && place !== null && !prescription.waiting;
  const { plan, error, making, moved, again } = usePlan(
    ready
      ? {
          lines,
          destination: place.point,
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

type PlanProps = { plan: Plan; chosen: PlanOption | undefined; onChoose: (key: string) => void };

function PlanView({ plan, chosen, onChoose }: PlanProps) {
  const [billed, setBilled] = useState<string>();
  const { options, missing, note, channelQuotes } = plan;
  return (
    <>
      {missing.length > 0 && <Missing missing={missing} />}
      {note !== null && <Notice>{note}</Notice>}
      {options.length === 0 && missing.length === 0 && note === null && (
        <Empty icon='store' title='附近现在没有能送的药店' text='换个收货位置，或者等药店开门后再来' />
      )}
      {options.map((option) => (
        <OptionCard
          key={option.key}
          option={option}
          chosen={option.key === chosen?.key}
          onChoose={() => onChoose(option.key)}
          onWhy={() => setBilled(option.key)}
        />
      ))}
      {options.length > 1 && (
        <>
          <SectionTitle>价格与时间</SectionTitle>
          <CompareChart options={options} />
        </>
      )}
      {channelQuotes.length > 0 && (
        <>
          <SectionTitle note='仅供比较'>网上渠道</SectionTitle>
          <ChannelQuotes quotes={channelQuotes} />
        </>
      )}
      <BillSheet
        option={options.find(({ key }) => key === billed)}
        single={singleOf(options)}
        onClose={() => setBilled(undefined)}
      />
    </>
  );
}

function Missing({ missing }: { missing: Plan['missing'] }) {
  return (
    <Card tone='warning'>
      <View className='plan-missing__title'>附近凑不齐这些药</View>
      <View className='plan-missing__text'>
        {missing.map(({ name }) => name).join('、')}
        ：附近的药店现在没有您要的数量。先拿下它们，其余的可以照常买。
      </View>
      <Button id='drop-missing' small kind='plain' onTap={() => takeOff(missing.map(({ drugId }) => drugId))}>
        拿下这些药再比
      </Button>
    </Card>
  );
}
