import { View } from '@tarojs/components';
import { useState } from 'react';
import { price } from '@xinglin/shared/kernel/money';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import {
  AfterSaleReason,
  afterSaleReasonText,
  afterSaleStatusText,
  type AfterSale,
} from '@xinglin/shared/order/changes';
import type { Order, OrderLine } from '@xinglin/shared/order/contract';
import { submitAfterSale, withdrawAfterSale } from '@xinglin/shared/order/operations';
import { getTrackingScreen } from '@xinglin/shared/screens/patient';
import type { z } from 'zod';
import { problemOf } from '../../client/problem-of.ts';
import { useAct } from '../../client/use-endpoint.ts';
import {
  Button,
  Card,
  Choices,
  Field,
  Notice,
  SectionTitle,
  Sheet,
  Stepper,
  TextInput,
  toast,
} from '../../ui/index.ts';

type Line = z.infer<typeof OrderLine>;
const lineTitle = ({ name, strength }: Line) => `${name} ${strength}`;

/** Complaints about goods received, and the way to make one. */
export function AfterSales({ order }: { order: Order }) {
  const lines = order.parcels
    .filter(({ status }) => status === 'delivered')
    .flatMap((parcel) => parcel.lines)
    .filter(({ quantity, shortQuantity }) => quantity > shortQuantity);
  const [open, setOpen] = useState(false);
  if (lines.length === 0) return null;
  return (
    <>
      {order.afterSales.length > 0 && <SectionTitle>售后</SectionTitle>}
      {order.afterSales.map((sale) => (
        <Case key={sale.id} orderId={order.id} sale={sale} />
      ))}
      <Button id='after-sale' kind='text' block onTap={() => setOpen(true)}>
        申请售后
      </Button>
      {open && <AskSheet orderId={order.id} lines={lines} onClose={() => setOpen(false)} />}
    </>
  );
}

function Case({ orderId, sale }: { orderId: string; sale: AfterSale }) {
  const withdraw = useAct(withdrawAfterSale, { changes: [getTrackingScreen] });
  return (
    <Card>
      <View className='tracking-fee'>
        <View>
          {sale.name} ×{sale.quantity}
        </View>
        <View>{afterSaleStatusText[sale.status]}</View>
      </View>
      <View className='tracking-code__text'>
        {afterSaleReasonText[sale.reason]}，可退 {price(sale.amountFen)}。{dateTimeText(sale.submittedAt)}{' '}
        提交。
      </View>
      {sale.answer && <View className='tracking-code__text'>药店答复：{sale.answer}</View>}
      {sale.status === 'submitted' && (
        <Button
          kind='text'
          small
          loading={withdraw.isPending}
          onTap={() => withdraw.mutate({ id: orderId, afterSaleId: sale.id })}
        >
          撤回申请
        </Button>
      )}
    </Card>
  );
}

const REASONS = AfterSaleReason.options.filter((reason) => reason !== 'no_reason');
type AskProps = { orderId: string; lines: Line[]; onClose: () => void };

function AskSheet({ orderId, lines, onClose }: AskProps) {
  const [lineId, setLine] = useState(lines.length === 1 ? lines[0]!.id : '');
  const [quantity, setQuantity] = useState(1);
  const [reason, setReason] = useState<AfterSaleReason>();
  const [text, setText] = useState('');
  const submit = useAct(submitAfterSale, {
    changes: [getTrackingScreen],
    onDone: () => {
      toast('已提交，药店会尽快处理');
      onClose();
    },
  });
  const line = lines.find(({ id }) => id === lineId);
  const send = () => reason && submit.mutate({ id: orderId, lineId, quantity, reason, text: text.trim() });
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
          onTap={send}
        >
          提交申请
        </Button>
      }
    >
      {submit.error && <Notice tone='danger'>{problemOf(submit.error).detail}</Notice>}
      <Notice tone='info'>
        药品有质量问题才能退款，没有质量问题不退不换。先停用有问题的药；身体不适请马上就医。
      </Notice>
      <Field label='哪一种药'>
        <Choices
          layout='rows'
          chosen={lineId ? [lineId] : []}
          onChange={([chosen]) => {
            setLine(chosen ?? '');
            setQuantity(1);
          }}
          options={lines.map((each) => ({ value: each.id, text: lineTitle(each) }))}
        />
      </Field>
      {line && (
        <Field label='几件有问题'>
          <Stepper
            label='件数'
            value={quantity}
            max={line.quantity - line.shortQuantity}
            onChange={setQuantity}
          />
        </Field>
      )}
      <Field label='什么问题'>
        <Choices
          layout='rows'
          chosen={reason ? [reason] : []}
          onChange={([chosen]) => setReason(chosen)}
          options={REASONS.map((value) => ({ value, text: afterSaleReasonText[value] }))}
        />
      </Field>
      <Field label='补充说明' hint='可以不填'>
        <TextInput
          id='after-sale-text'
          multiline
          label='补充说明'
          value={text}
          maxLength={300}
          onChange={setText}
        />
      </Field>
    </Sheet>
  );
}
