import { View } from '@tarojs/components';
import { useState } from 'react';
import { arriveAtStore, getRiderDesk, pickUpParcel, type RiderTask } from '@xinglin/shared/delivery/contract';
import { shanghaiTime } from '@xinglin/shared/kernel/time';
import { problemOf } from '../../client/problem-of.ts';
import { useAct } from '../../client/use-endpoint.ts';
import { Button, Card, Field, Icon, Notice, TextInput } from '../../ui/index.ts';
import { canScan, scanSeal } from '../scan-seal.ts';
import { asSealNo, isSealNo, mayGiveBack } from '../task-state.ts';
import { GiveBack } from './give-back.tsx';
import { PlaceCard } from './place-card.tsx';

/** To the counter, and away with the sealed parcel. */
export function StoreStep({ task }: { task: RiderTask }) {
  return (
    <>
      <PlaceCard
        task={task}
        goal={task.storePoint}
        title={task.storeName}
        text={task.storeAddress}
        note={`包裹号 ${task.parcelNo}，${shanghaiTime(task.promisedAt)} 前送达`}
      />
      {task.status === 'at_store' && <Seal task={task} />}
      {task.status === 'accepted' && (
        <Notice tone={task.ready ? 'success' : 'info'}>
          {task.ready ? '药店已封签，到店即可取货。' : '药店正在配药，到店后等封签。'}
        </Notice>
      )}
      {mayGiveBack(task) && <GiveBack taskId={task.id} />}
      {task.status === 'accepted' && <Arrive taskId={task.id} />}
    </>
  );
}

function Arrive({ taskId }: { taskId: string }) {
  const arrive = useAct(arriveAtStore, { changes: [getRiderDesk] });
  return (
    <View className='rider-big rider-big--foot'>
      <Button id='arrive' block loading={arrive.isPending} onTap={() => arrive.mutateAsync({ id: taskId })}>
        我已到店
      </Button>
    </View>
  );
}

function Seal({ task: { id, ready } }: { task: RiderTask }) {
  const pickUp = useAct(pickUpParcel, { changes: [getRiderDesk] });
  const [sealNo, setSealNo] = useState('');
  const change = (text: string) => {
    pickUp.reset();
    setSealNo(asSealNo(text));
  };
  const scan = async () => {
    const text = await scanSeal();
    if (text) change(text);
  };
  if (!ready) return <Notice tone='info'>药店还在配药，封签后就能取货，这里会自己更新。</Notice>;
  return (
    <Card className='rider-form'>
      <Field
        label='包裹上的封签号'
        hint='与包裹逐字核对。封签破损或号码不符，不要带走包裹'
        error={pickUp.error ? problemOf(pickUp.error).detail : undefined}
      >
        <View className='rider-input'>
          <TextInput
            id='seal-no'
            label='封签号'
            placeholder='如 XL-000123'
            value={sealNo}
            maxLength={20}
            onChange={change}
          />
        </View>
      </Field>
      {canScan && (
        <Button id='scan-seal' kind='plain' block onTap={scan}>
          <Icon name='camera' size='small' />
          扫封签上的码
        </Button>
      )}
      <View className='rider-big'>
        <Button
          id='pick-up'
          block
          disabled={!isSealNo(sealNo)}
          loading={pickUp.isPending}
          onTap={() => pickUp.mutate({ id, sealNo })}
        >
          核对封签，取货
        </Button>
      </View>
    </Card>
  );
}
