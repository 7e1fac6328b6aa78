import { View } from '@tarojs/components';
import { useState } from 'react';
import { listPrescriptions, submitPrescription } from '@xinglin/shared/prescription/contract';
import { go } from '../client/navigate.ts';
import { problemOf } from '../client/problem-of.ts';
import { useAct } from '../client/use-endpoint.ts';
import { Button, Field, Notice, Sheet, TextInput } from '../ui/index.ts';
import { nameFault, traceCodeFault, traceCodeOf } from './submission.ts';

const advice: Record<string, string> = {
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
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const submit = useAct(submitPrescription, {
    changes: [listPrescriptions],
    onDone: async ({ id }) => {
      onClose();
      await go('/prescription/detail/index', { id });
    },
  });
  const faults = { code: traceCodeFault(code), name: nameFault(name) };
  const send = () => {
    setTried(true);
    if (!faults.code && !faults.name)
      submit.mutate({
        traceCode: traceCodeOf(code),
        patientName: name.trim(),
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
      <Field
        label='处方上的姓名'
        hint='网上购买处方药须实名，请填处方是开给谁的'
        required
        error={tried ? faults.name : undefined}
      >
        <TextInput id='patient-name' label='处方上的姓名' value={name} onChange={setName} maxLength={20} />
      </Field>
      {refusal && (
        <Notice tone='danger'>
          {refusal.detail}。{advice[refusal.code]}
        </Notice>
      )}
      <View className='prescription-next'>
        <View className='prescription-next__title'>提交以后</View>
        <View>1. 我们向处方流转平台核验这张处方。</View>
        <View>2. 执业药师逐项审核，排队不长时通常十几分钟内有结果，结果会发到消息里。</View>
        <View>3. 通过后由您决定买不买、在哪家买。提交和审核都不收费。</View>
      </View>
    </Sheet>
  );
}
