import { View } from '@tarojs/components';
import { useState } from 'react';
import type { Output } from '@xinglin/shared/kernel/endpoint';
import {
  followUp,
  getMedication,
  type Feeling,
  type MedicationPlan,
} from '@xinglin/shared/medication/contract';
import { getHomeScreen } from '@xinglin/shared/screens/patient';
import { useAct } from '../../client/use-endpoint.ts';
import { currentPoint } from '../../device/location.ts';
import {
  Button,
  Choices,
  ErrorBlock,
  Field,
  Notice,
  Row,
  Rows,
  Sheet,
  Switch,
  TextInput,
  toast,
} from '../../ui/index.ts';
import { Advice } from './advice.tsx';

const MOST_WORDS = 200;
type Props = { plan: MedicationPlan; onClose: () => void };

/** How did it go? Then what to do about it. */
export function FollowUpSheet({ plan, onClose }: Props) {
  const [outcome, setOutcome] = useState<Output<typeof followUp> | null>(null);
  const answer = useAct(followUp, { changes: [getMedication, getHomeScreen], onDone: setOutcome });
  const [feeling, setFeeling] = useState<Feeling | null>(null);
  const [sideEffects, setSideEffects] = useState('');
  const [endCourse, setEndCourse] = useState(false);
  const [near, setNear] = useState(false);

  if (outcome)
    return (
      <Sheet
        open
        onClose={onClose}
        title={outcome.advice.urgency === 'none' ? '谢谢您的反馈' : '接下来怎么办'}
        footer={
          <Button id='advice-read' block onTap={onClose}>
            知道了
          </Button>
        }
      >
        <Advice {...outcome} />
      </Sheet>
    );

  const endText =
    feeling === 'better' || feeling === null ? '已经好了，结束这个疗程' : '不再用这个药，结束这个疗程';
  const mayNeedClinic = feeling === 'worse' || sideEffects.trim() !== '';
  const send = async () => {
    if (!feeling) return toast('请先选一项：好些了吗');
    const point = mayNeedClinic && near ? await currentPoint() : null;
    answer.mutate({
      id: plan.id,
      feeling,
      sideEffects: sideEffects.trim(),
      endCourse,
      ...(point && { point }),
    });
  };
  return (
    <Sheet
      open
      onClose={onClose}
      title='用药感受'
      footer={
        <Button id='send-follow-up' block loading={answer.isPending} onTap={send}>
          提交
        </Button>
      }
    >
      <Field label={`用了${plan.drugName}，好些了吗？`}>
        <Choices
          layout='rows'
          chosen={feeling ? [feeling] : []}
          onChange={([chosen]) => setFeeling(chosen ?? null)}
          options={[
            { value: 'better', text: '好些了' },
            { value: 'same', text: '差不多' },
            { value: 'worse', text: '更重了' },
          ]}
        />
      </Field>
      <Field label='有没有不舒服' hint='没有就空着。比如皮疹、恶心、头晕，什么时候开始的'>
        <TextInput
          id='side-effects'
          multiline
          label='不舒服的情况'
          value={sideEffects}
          maxLength={MOST_WORDS}
          onChange={setSideEffects}
        />
      </Field>
      <Rows>
        {plan.status === 'active' && (
          <Row
            title={endText}
            note='结束后不再提醒，剩下的药妥善保存'
            value={<Switch id='end-course' label={endText} checked={endCourse} onChange={setEndCourse} />}
          />
        )}
        {mayNeedClinic && (
          <Row
            title='按我的位置找检查机构'
            note='只用这一次，不保存'
            value={<Switch id='near-me' label='按我的位置找检查机构' checked={near} onChange={setNear} />}
          />
        )}
      </Rows>
      {endCourse && plan.basis === 'prescription' && (
        <Notice>处方药提前停药，请先问过医生或药师；抗菌药、慢性病用药尤其不要自行停。</Notice>
      )}
      {answer.error && <ErrorBlock error={answer.error} />}
      <View className='plan__note'>如果出现呼吸困难、面部肿胀、意识不清，请不要填写，立即拨打 120。</View>
    </Sheet>
  );
}
