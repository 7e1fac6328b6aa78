import { useState } from 'react';
import { getRiderDesk, refuseAtDoor } from '@xinglin/shared/delivery/contract';
import { refusalReasonText, RefusalReason } from '@xinglin/shared/order/changes';
import { useAct } from '../../client/use-endpoint.ts';
import { Button, Choices, Sheet, toast, toastProblem } from '../../ui/index.ts';

/** At the door the parcel is not taken: why, and back to the store with it. */
export function Refuse({ taskId }: { taskId: string }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState<RefusalReason>();
  const refuse = useAct(refuseAtDoor, {
    changes: [getRiderDesk],
    onDone: () => {
      toast('已登记，请把包裹送回药店');
      setOpen(false);
    },
  });
  return (
    <>
      <Button id='refuse' kind='text' block onTap={() => setOpen(true)}>
        顾客没有收下
      </Button>
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        title='为什么没有收下'
        footer={
          <Button
            id='refuse-now'
            block
            kind='danger'
            disabled={!reason}
            loading={refuse.isPending}
            onTap={() => reason && refuse.mutate({ id: taskId, reason }, { onError: toastProblem })}
          >
            登记并送回药店
          </Button>
        }
      >
        <Choices
          layout='rows'
          chosen={reason ? [reason] : []}
          onChange={([chosen]) => setReason(chosen)}
          options={RefusalReason.options.map((value) => ({ value, text: refusalReasonText[value] }))}
        />
      </Sheet>
    </>
  );
}
