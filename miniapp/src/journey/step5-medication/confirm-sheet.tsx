import { Picker, View } from '@tarojs/components';
import { useState } from 'react';
import {
  confirmMedicationPlan,
  getMedication,
  type MedicationPlan,
} from '@xinglin/shared/medication/contract';
import { getHomeScreen } from '@xinglin/shared/screens/patient';
import { useAct } from '../../client/use-endpoint.ts';
import { useNow } from '../../find/use-now.ts';
import { Button, Field, Icon, Notice, Segmented, Sheet, Stepper, Tap, toast } from '../../ui/index.ts';
import { PlanHead } from './plan-card.tsx';
import { caution, draftOf, refusal, startDay, withOneMore, type Draft } from './plan-draft.ts';
import { useReminders } from './use-reminders.ts';
import { Warnings } from './warnings.tsx';

type Props = { plan: MedicationPlan; onClose: () => void };

/** The person looks the plan over, moves its times, and says yes; with that the reminders may begin. */
export function ConfirmSheet({ plan, onClose }: Props) {
  const [draft, setDraft] = useState(() => draftOf(plan));
  const now = useNow(60_000);
  const { canRemind, ask } = useReminders();
  const confirmPlan = useAct(confirmMedicationPlan, { changes: [getMedication, getHomeScreen] });
  const no = refusal(draft, plan, now);
  const careful = caution(draft, now);

  const begin = async () => {
    // WeChat takes the question only directly after the tap, so it is asked before the plan is sent.
    const asked = ask().catch(() => false);
    await confirmPlan.mutateAsync({
      id: plan.id,
      times: [...draft.times].sort(),
      days: draft.days,
      startsOn: startDay(draft, Date.now()),
    });
    const reminded = await asked;
    onClose();
    toast(reminded ? '计划已开始，到时间微信会提醒您' : '计划已开始，到时间请打开这一页查看');
  };

  return (
    <Sheet
      open
      onClose={onClose}
      title='核对用药计划'
      footer={
        <Button id='begin-plan' block disabled={no !== null} loading={confirmPlan.isPending} onTap={begin}>
          {canRemind ? '确认并开启提醒' : '确认计划'}
        </Button>
      }
    >
      <PlanHead plan={plan} />
      <Warnings of={plan} />
      <Times draft={draft} plan={plan} onChange={setDraft} />
      <Field
        label='服用天数'
        hint={`最多 ${plan.days} 天：不超过${plan.basis === 'prescription' ? '处方' : '说明书'}的疗程和这次的药量`}
      >
        <Stepper
          label='天数'
          value={draft.days}
          min={1}
          max={plan.days}
          onChange={(days) => setDraft({ ...draft, days })}
        />
      </Field>
      <Field label='从哪天开始'>
        <Segmented
          label='从哪天开始'
          value={draft.starts}
          onChange={(starts) => setDraft({ ...draft, starts })}
          options={[
            { value: 'today', text: '今天' },
            { value: 'tomorrow', text: '明天' },
          ]}
        />
      </Field>
      {no && <Notice tone='danger'>{no}</Notice>}
      {!no && careful && <Notice>{careful}</Notice>}
      <View className='plan__note'>
        {canRemind
          ? '点确认后，微信会问您是否允许发送提醒；不允许也可以在这一页查看和打卡。'
          : '浏览器收不到微信提醒，到时间请打开这一页查看和打卡。'}
      </View>
    </Sheet>
  );
}

type TimesProps = { draft: Draft; plan: MedicationPlan; onChange: (draft: Draft) => void };

function Times({ draft, plan, onChange }: TimesProps) {
  const move = (index: number, time: string) =>
    onChange({ ...draft, times: draft.times.map((each, at) => (at === index ? time : each)) });
  const drop = (index: number) => onChange({ ...draft, times: draft.times.filter((_, at) => at !== index) });
  return (
    <Field label='服药时间' hint={`点时间可以修改，每日最多 ${plan.maxTimesPerDay} 次`}>
      {draft.times.map((time, index) => (
        <View key={index} className='plan-time'>
          <Picker
            mode='time'
            value={time}
            className='plan-time__picker'
            onChange={({ detail }) => move(index, String(detail.value))}
          >
            <View className='plan-time__value' id={`time-${index}`}>
              <Icon name='clock' size='small' />
              <View className='plan-time__text'>{time}</View>
              <Icon name='edit' size='small' />
            </View>
          </Picker>
          {draft.times.length > 1 && (
            <Tap className='plan-time__drop' label={`去掉 ${time}`} onTap={() => drop(index)}>
              <Icon name='delete' size='small' />
            </Tap>
          )}
        </View>
      ))}
      {draft.times.length < plan.maxTimesPerDay && (
        <Button id='one-more-time' kind='text' small onTap={() => onChange(withOneMore(draft, plan))}>
          加一个时间
        </Button>
      )}
    </Field>
  );
}
