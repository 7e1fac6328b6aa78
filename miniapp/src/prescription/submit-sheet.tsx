import { View } from '@tarojs/components';
import { useState } from 'react';
import type { MedicinePerson } from '@xinglin/shared/identity/person';
import { listPrescriptions, submitPrescription } from '@xinglin/shared/prescription/contract';
import { go } from '../client/navigate.ts';
import { problemOf } from '../client/problem-of.ts';
import { useAct } from '../client/use-endpoint.ts';
import { Button, Field, Notice, Sheet, TextInput } from '../ui/index.ts';
import { Pace } from './pace.tsx';
import { PersonPicker } from './person-picker.tsx';
import { traceCodeFault, traceCodeOf } from './submission.ts';

const advice: Record<string, string> = {
  UPSTREAM_UNAVAILABLE: '处方平台没有回应，这次没有提交成功。过几分钟再提交一次，或改为拍照上传。',
  PRESCRIPTION_NOT_ON_PLATFORM: '编号在处方右上角，以 RX 开头；姓名要与处方上的一致。',
  PRESCRIPTION_ALREADY_SUBMITTED: '它就在您的处方列表里；如果是家人提交的，请在家人的微信里查看。',
};

type Props = {
  /** The one its doctor was asked to change. */
  replacesId?: string | undefined;
  onClose: () => void;
};

/** The number of a prescription and the name it was written for; says what comes next before the tap. */
export function SubmitSheet({ replacesId, onClose }: Props) {
  const [code, setCode] = useState('');
  const [person, setPerson] = useState<MedicinePerson | null>(null);
  const [tried, setTried] = useState(false);
  const submit = useAct(submitPrescription, {
    changes: [listPrescriptions],
    onDone: async ({ id }) => {
      onClose();
      await go('/prescription/detail/index', { id });
    },
  });
  const faults = { code: traceCodeFault(code), name: person ? undefined : '请选择用药人' };
  const send = () => {
    setTried(true);
    if (!faults.code && person)
      submit.mutate({
        traceCode: traceCodeOf(code),
        patientName: person.name,
        personId: person.id,
        ...(replacesId && { replacesId }),
      });
  };
  const refusal = submit.error && problemOf(submit.error);
  return (
    <Sheet
      open
      onClose={onClose}
      title='提交处方'
      footer={
        <Button id='send-prescription' block loading={submit.isPending} onTap={send}>
          提交审核
        </Button>
      }
    >
      <Field
        label='处方编号'
        hint='医院电子处方右上角，RX 开头'
        required
        error={tried ? faults.code : undefined}
      >
        <TextInput
          id='trace-code'
          label='处方编号'
          placeholder='例如 RX202611220001'
          value={code}
          onChange={setCode}
          maxLength={24}
          confirmType='next'
        />
      </Field>
      <PersonPicker chosen={person?.id ?? ''} onChoose={setPerson} error={tried ? faults.name : undefined} />
      {refusal && (
        <Notice tone='danger'>
          {refusal.detail}。{advice[refusal.code]}
        </Notice>
      )}
      <Pace />
      <View className='prescription-next'>
        <View className='prescription-next__title'>提交以后</View>
        <View>1. 我们向处方流转平台核验这张处方。</View>
        <View>2. 执业药师逐项审核，结果会发到消息里。</View>
        <View>3. 通过后由您决定买不买、在哪家买。提交和审核都不收费。</View>
      </View>
    </Sheet>
  );
}
