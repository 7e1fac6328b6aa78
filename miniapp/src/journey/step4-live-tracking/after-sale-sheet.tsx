import { useState } from 'react';
import { AfterSaleReason, afterSaleReasonText } from '@xinglin/shared/order/changes';
import type { Order, OrderLine } from '@xinglin/shared/order/contract';
import { keptOf } from '@xinglin/shared/order/kept';
import { submitAfterSale } from '@xinglin/shared/order/operations';
import { getTrackingScreen } from '@xinglin/shared/screens/patient';
import type { z } from 'zod';
import { problemOf } from '../../client/problem-of.ts';
import { useAct } from '../../client/use-endpoint.ts';
import {
  Button,
  Choices,
  Field,
  Notice,
  Sheet,
  Stepper,
  TextInput,
  toast,
  toastProblem,
} from '../../ui/index.ts';

type Line = z.infer<typeof OrderLine>;
const lineTitle = ({ name, strength }: Line) => `${name} ${strength}`;

/** What is chosen before the person chooses. */
export type Preset = { lineId?: string; quantity?: number; reason?: AfterSaleReason };
type AskProps = { order: Order; lines: Line[]; preset: Preset; onClose: () => void };

const FAULTS = AfterSaleReason.options.filter((each) => each !== 'no_reason' && each !== 'recalled');

function useAsking({ order, lines, preset, onClose }: AskProps) {
  const recalledOf = (id: string) => order.recalled.find((units) => units.lineId === id)?.quantity ?? 0;
  const [lineId, setLineId] = useState(preset.lineId ?? (lines.length === 1 ? lines[0]!.id : ''));
  const [quantity, setQuantity] = useState(preset.quantity ?? (recalledOf(lineId) || 1));
  const [reason, setReason] = useState(preset.reason ?? (recalledOf(lineId) ? 'recalled' : undefined));
  const [text, setText] = useState('');
  const submit = useAct(submitAfterSale, {
    changes: [getTrackingScreen],
    onDone: () => {
      toast(reason === 'recalled' ? '已受理，正在退款' : '已提交，药店会尽快处理');
      onClose();
    },
  });
  const line = lines.find(({ id }) => id === lineId);
  const recalled = recalledOf(lineId);
  // Of a recalled lot nothing has to be found wrong.
  const chooseLine = (id: string) => {
    setLineId(id);
    setReason(recalledOf(id) ? 'recalled' : undefined);
    setQuantity(recalledOf(id) || 1);
  };
  const most = reason === 'recalled' ? recalled : line ? keptOf(order, line) : 1;
  const chooseReason = (chosen: AfterSaleReason | undefined) => {
    setReason(chosen);
    if ((chosen === 'recalled') !== (reason === 'recalled'))
      setQuantity(chosen === 'recalled' ? recalled : 1);
  };
  const send = () =>
    reason &&
    submit.mutate(
      { id: order.id, lineId, quantity, reason, text: text.trim() },
      // What went wrong stands at the head of the sheet, which may be out of sight.
      { onError: toastProblem },
    );
  const reasons: AfterSaleReason[] = recalled > 0 ? ['recalled', ...FAULTS] : FAULTS;
  return {
    line,
    lineId,
    chooseLine,
    quantity,
    setQuantity,
    most,
    reason,
    chooseReason,
    reasons,
    text,
    setText,
    submit,
    send,
  };
}

/** A complaint, line by line; what is recalled is chosen already. */
export function AskSheet(props: AskProps) {
  const { lines, onClose } = props;
  const { line, reason, reasons, submit, ...it } = useAsking(props);
  return (
    <Sheet
      open
      onClose={onClose}
      title='申请售后'
      footer={
        <Button
          id='after-sale-send'
          block
          disabled={!line || !reason}
          loading={submit.isPending}
          onTap={it.send}
        >
          提交申请
        </Button>
      }
    >
      {submit.error && <Notice tone='danger'>{problemOf(submit.error).detail}</Notice>}
      <Notice tone='info'>
        {reason === 'recalled'
          ? '批号被召回的药品马上停用，全额退款，不用等药店同意。方便时把药带回药店销毁。'
          : '药品有质量问题才能退款，没有质量问题不退不换。先停用有问题的药；身体不适请马上就医。'}
      </Notice>
      <Field label='哪一种药'>
        <Choices
          layout='rows'
          chosen={it.lineId ? [it.lineId] : []}
          onChange={([chosen]) => it.chooseLine(chosen ?? '')}
          options={lines.map((each) => ({ value: each.id, text: lineTitle(each) }))}
        />
      </Field>
      <Field label='什么问题'>
        <Choices
          layout='rows'
          chosen={reason ? [reason] : []}
          onChange={([chosen]) => it.chooseReason(chosen)}
          options={reasons.map((value) => ({ value, text: afterSaleReasonText[value] }))}
        />
      </Field>
      {line && (
        <Field label='几件有问题'>
          <Stepper label='件数' value={it.quantity} max={it.most} onChange={it.setQuantity} />
        </Field>
      )}
      <Field label='补充说明' hint='可以不填'>
        <TextInput
          id='after-sale-text'
          multiline
          label='补充说明'
          value={it.text}
          maxLength={300}
          onChange={it.setText}
        />
      </Field>
    </Sheet>
  );
}
