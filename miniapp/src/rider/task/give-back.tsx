import { useState } from 'react';
import { getRiderDesk, giveBackDelivery } from '@xinglin/shared/delivery/contract';
import { back } from '../../client/navigate.ts';
import { useAct } from '../../client/use-endpoint.ts';
import { Button, Choices, Field, Sheet, TextInput, toast } from '../../ui/index.ts';

const OTHER = '其他';
const reasons = ['车辆故障', '身体不适', '药店等候太久', '联系不上药店', OTHER];

/** Before picking up, who can not go on gives the parcel back to all. */
export function GiveBack({ taskId }: { taskId: string }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [words, setWords] = useState('');
  const giveBack = useAct(giveBackDelivery, { changes: [getRiderDesk] });
  const said = reason === OTHER ? words.trim() : reason;
  const give = async () => {
    await giveBack.mutateAsync({ id: taskId, reason: said });
    toast('已转单');
    await back();
  };
  return (
    <>
      <Button id='give-back' kind='text' block onTap={() => setOpen(true)}>
        送不了，转给其他骑手
      </Button>
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        title='为什么转单'
        footer={
          <Button
            id='give-back-now'
            block
            kind='danger'
            disabled={said.length < 2}
            loading={giveBack.isPending}
            onTap={give}
          >
            转单
          </Button>
        }
      >
        <Choices
          layout='rows'
          chosen={reason ? [reason] : []}
          onChange={([chosen]) => setReason(chosen ?? '')}
          options={reasons.map((each) => ({ value: each, text: each }))}
        />
        {reason === OTHER && (
          <Field label='原因'>
            <TextInput
              id='give-back-reason'
              multiline
              label='转单原因'
              value={words}
              maxLength={100}
              onChange={setWords}
            />
          </Field>
        )}
      </Sheet>
    </>
  );
}
