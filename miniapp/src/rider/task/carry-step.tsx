import { useQueryClient } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { deliverParcel, getRiderDesk, type RiderTask } from '@xinglin/shared/delivery/contract';
import { shanghaiTime } from '@xinglin/shared/kernel/time';
import { problemOf } from '../../client/problem-of.ts';
import { useAct } from '../../client/use-endpoint.ts';
import { Button, Card, Field, TextInput } from '../../ui/index.ts';
import { asReceiptCode, isReceiptCode } from '../task-state.ts';
import { PlaceCard } from './place-card.tsx';
import { Refuse } from './refuse.tsx';

/** To the door, and the parcel into the hands of who knows the code. */
export function CarryStep({
  task,
  onDelivered,
}: {
  task: RiderTask;
  onDelivered: (task: RiderTask) => void;
}) {
  const reads = useQueryClient();
  const deliver = useAct(deliverParcel, {
    // First the word about it: once the desk is read again the task is gone, and this step with it.
    onDone: async (delivered) => {
      onDelivered(delivered);
      await reads.invalidateQueries({ queryKey: [getRiderDesk.path] });
    },
  });
  const [code, setCode] = useState('');
  const {
    id,
    parcelNo,
    contactName,
    contactPhone,
    destinationText,
    destinationPoint,
    storePoint,
    promisedAt,
  } = task;
  const change = (text: string) => {
    deliver.reset();
    setCode(asReceiptCode(text));
  };
  return (
    <>
      <PlaceCard
        task={task}
        goal={destinationPoint ?? storePoint}
        title={destinationText ?? '收货地址'}
        text={[contactName, contactPhone].filter(Boolean).join(' ')}
        note={`包裹号 ${parcelNo}，${shanghaiTime(promisedAt)} 前送达`}
      />
      <Card className='rider-form'>
        <Field
          label='收货码'
          hint='请顾客先看封签，完好再报 4 位收货码'
          error={deliver.error ? problemOf(deliver.error).detail : undefined}
        >
          <View className='rider-input rider-input--code'>
            <TextInput
              id='receipt-code'
              label='4 位收货码'
              type='number'
              placeholder='0000'
              value={code}
              maxLength={4}
              onChange={change}
            />
          </View>
        </Field>
        <View className='rider-big'>
          <Button
            id='deliver'
            block
            disabled={!isReceiptCode(code)}
            loading={deliver.isPending}
            onTap={() => deliver.mutate({ id, receiptCode: code })}
          >
            确认送达
          </Button>
        </View>
        <Refuse taskId={id} />
      </Card>
    </>
  );
}
