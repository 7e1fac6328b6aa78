import { useState } from 'react';
import type { Plan, PlanOption } from '@xinglin/shared/pricing/contract';
import { Empty, Notice, SectionTitle } from '../../ui/index.ts';
import { singleOf } from './bill.ts';
import { BillSheet } from './bill-sheet.tsx';
import { ChannelQuotes, CompareChart } from './compare-chart.tsx';
import { Missing } from './missing.tsx';
import { OptionCard } from './option-card.tsx';
import { ReportSheet, type WrongPrice } from './report-sheet.tsx';

type Props = { plan: Plan; chosen: PlanOption | undefined; onChoose: (key: string) => void };

const NOBODY: Record<Plan['mode'], string> = {
  instant: '附近现在没有能送的药店',
  scheduled: '这个时段没有能送的药店',
  pickup: '附近现在没有营业的药店',
};

/** The ways to buy the list, what is missing from it, and what the same costs by post. */
export function PlanView({ plan, chosen, onChoose }: Props) {
  const [billed, setBilled] = useState<string>();
  const [wrong, setWrong] = useState<WrongPrice>();
  const { options, missing, note, channelQuotes } = plan;
  const told = (next: WrongPrice) => {
    setBilled(undefined);
    setWrong(next);
  };
  return (
    <>
      {missing.length > 0 && <Missing missing={missing} />}
      {note !== null && <Notice>{note}</Notice>}
      {options.length === 0 && missing.length === 0 && note === null && (
        <Empty icon='store' title={NOBODY[plan.mode]} text='换个收货位置或时间，或者等药店开门后再来' />
      )}
      {options.map((option) => (
        <OptionCard
          key={option.key}
          plan={plan}
          option={option}
          chosen={option.key === chosen?.key}
          onChoose={() => onChoose(option.key)}
          onWhy={() => setBilled(option.key)}
        />
      ))}
      {options.length > 1 && (
        <>
          <SectionTitle note='点一下圆点就能选'>价格与时间</SectionTitle>
          <CompareChart options={options} chosen={chosen?.key} onChoose={onChoose} />
        </>
      )}
      {channelQuotes.length > 0 && (
        <>
          <SectionTitle note='仅供比较'>网上渠道</SectionTitle>
          <ChannelQuotes quotes={channelQuotes} />
        </>
      )}
      <BillSheet
        plan={plan}
        option={options.find(({ key }) => key === billed)}
        single={singleOf(options)}
        onWrong={told}
        onClose={() => setBilled(undefined)}
      />
      {wrong && <ReportSheet wrong={wrong} onClose={() => setWrong(undefined)} />}
    </>
  );
}
