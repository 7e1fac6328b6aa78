import { View } from '@tarojs/components';
import { useState } from 'react';
import { price } from '@xinglin/shared/kernel/money';
import { dateTimeText, shanghaiTime } from '@xinglin/shared/kernel/time';
import type { Order } from '@xinglin/shared/order/contract';
import { switchMode } from '@xinglin/shared/order/operations';
import { fulfilmentModeText, FulfilmentMode, listSlots, type Slot } from '@xinglin/shared/pricing/contract';
import { getTrackingScreen } from '@xinglin/shared/screens/patient';
import { problemOf } from '../../client/problem-of.ts';
import { go } from '../../client/navigate.ts';
import { useAct, useRead } from '../../client/use-endpoint.ts';
import { addressFaults, addressOf } from '../../checkout/address.ts';
import { AddressForm } from '../../checkout/address-form.tsx';
import { usePlace } from '../../find/place.ts';
import { leftText, useNow } from '../../find/use-now.ts';
import { Button, Card, Choices, Field, Notice, Row, Rows, Sheet, toast } from '../../ui/index.ts';
import { isOpen, maySwitch } from '../../orders/order-state.ts';

export const slotText = ({ from, to }: Slot): string => `${dateTimeText(from)}–${shanghaiTime(to)}`;

/** How the order comes, a fee that waits to be paid, and the way to change it while that is possible. */
export function ModeCard({ order }: { order: Order }) {
  const [open, setOpen] = useState(false);
  const may = maySwitch(order);
  const note = order.slot
    ? `${slotText(order.slot)} 送到`
    : order.mode === 'pickup' && isOpen(order)
      ? '到药店柜台报取货码'
      : '';
  return (
    <>
      <Rows>
        <Row
          id='switch-mode'
          icon={order.mode === 'pickup' ? 'store' : 'rider'}
          title={fulfilmentModeText[order.mode]}
          {...(note && { note })}
          {...(may && { value: '更改', onTap: () => setOpen(true) })}
        />
      </Rows>
      {order.due && <DueCard order={order} due={order.due} />}
      {open && <SwitchSheet order={order} onClose={() => setOpen(false)} />}
    </>
  );
}

function DueCard({ order, due }: { order: Order; due: NonNullable<Order['due']> }) {
  const left = leftText(due.payBefore, useNow());
  return (
    <Card tone='warning' id='due'>
      <View className='tracking-code__text'>
        {due.reason} {price(due.amountFen)}。{left ? `剩 ${left}，` : '付款时间已过，'}付款前仍为到店自提。
      </View>
      {left && (
        <Button
          id='pay-due'
          block
          onTap={() => go('/checkout/fee/index', { orderId: order.id, dueId: due.id })}
        >
          去付配送费
        </Button>
      )}
    </Card>
  );
}

function useSwitching(order: Order, onClose: () => void) {
  const { place, contact } = usePlace();
  const [to, setTo] = useState<FulfilmentMode>();
  const [slot, setSlot] = useState<Slot>();
  const [tried, setTried] = useState(false);
  const act = useAct(switchMode, {
    changes: [getTrackingScreen],
    onDone: (changed) => {
      toast(changed.due ? '还差一步：补付配送费' : '已更改');
      onClose();
    },
  });
  // A delivery that was a delivery keeps its address; one that was to be collected has none yet.
  const asksAddress = order.mode === 'pickup' && to !== undefined && to !== 'pickup';
  const faults = asksAddress ? addressFaults(place, contact) : {};
  const send = () => {
    setTried(true);
    const [fault] = Object.values(faults);
    if (fault) return toast(fault);
    if (!to) return;
    const address = asksAddress ? place && addressOf(place, contact) : order.address;
    act.mutate({
      ...{ id: order.id, to },
      ...(to !== 'pickup' && address && { address }),
      ...(to === 'scheduled' && slot && { slot }),
    });
  };
  return { to, setTo, slot, setSlot, act, asksAddress, shown: tried ? faults : {}, send };
}

/** From the counter to the door a fee is asked for first; the other way it goes back. */
const whatHappens = (from: FulfilmentMode, feePaid: boolean): Record<FulfilmentMode, string> => ({
  pickup: feePaid ? '配送费退回，药配好后给您取货码' : '药配好后给您取货码',
  instant: from === 'pickup' ? '先补付配送费，药配好就送' : '药配好就送',
  scheduled: from === 'pickup' ? '先补付配送费，选一个小时送到' : '选一个小时，到时送到',
});

function SwitchSheet({ order, onClose }: { order: Order; onClose: () => void }) {
  const it = useSwitching(order, onClose);
  const feePaid = order.parcels.some(({ deliveryFeeFen }) => deliveryFeeFen > 0);
  const options = FulfilmentMode.options.filter((mode) => mode !== order.mode || mode === 'scheduled');
  return (
    <Sheet
      open
      onClose={onClose}
      title='更改收货方式'
      footer={
        <Button
          id='switch-now'
          block
          disabled={!it.to || (it.to === 'scheduled' && !it.slot)}
          loading={it.act.isPending}
          onTap={it.send}
        >
          确定更改
        </Button>
      }
    >
      {it.act.error && <Notice tone='danger'>{problemOf(it.act.error).detail}</Notice>}
      <Choices
        layout='rows'
        chosen={it.to ? [it.to] : []}
        onChange={([chosen]) => it.setTo(chosen)}
        options={options.map((value) => ({
          value,
          text: fulfilmentModeText[value],
          note: whatHappens(order.mode, feePaid)[value],
        }))}
      />
      {it.to === 'scheduled' && <Slots point={order.address.point} chosen={it.slot} onChoose={it.setSlot} />}
      {it.asksAddress && <AddressForm faults={it.shown} />}
    </Sheet>
  );
}

type SlotsProps = {
  point: Order['address']['point'];
  chosen: Slot | undefined;
  onChoose: (slot: Slot | undefined) => void;
};

function Slots({ point, chosen, onChoose }: SlotsProps) {
  const slots = useRead(listSlots, point);
  if (slots.error) return <Notice tone='danger'>{problemOf(slots.error).detail}</Notice>;
  const items = slots.data?.items ?? [];
  if (slots.data && items.length === 0) return <Notice>48 小时内没有可以预约的时段。</Notice>;
  return (
    <Field label='什么时候送到'>
      <Choices
        layout='rows'
        chosen={chosen ? [chosen.from] : []}
        onChange={([from]) => {
          const found = items.find((slot) => slot.from === from);
          onChoose(found && { from: found.from, to: found.to });
        }}
        options={items.map((slot) => ({ value: slot.from, text: slotText(slot) }))}
      />
    </Field>
  );
}
