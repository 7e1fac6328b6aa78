import { View } from '@tarojs/components';
import { useState } from 'react';
import { price } from '@xinglin/shared/kernel/money';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import {
  afterSaleReasonText,
  afterSaleStatusText,
  type AfterSale,
  type RecalledUnits,
} from '@xinglin/shared/order/changes';
import type { Order } from '@xinglin/shared/order/contract';
import { withdrawAfterSale } from '@xinglin/shared/order/operations';
import { getTrackingScreen } from '@xinglin/shared/screens/patient';
import { useAct } from '../../client/use-endpoint.ts';
import { Button, Card, SectionTitle } from '../../ui/index.ts';
import { AskSheet, type Preset } from './after-sale-sheet.tsx';

/** Complaints about goods received, and the way to make one. */
export function AfterSales({ order }: { order: Order }) {
  const lines = order.parcels
    .filter(({ status }) => status === 'delivered')
    .flatMap((parcel) => parcel.lines)
    .filter(({ quantity, shortQuantity }) => quantity > shortQuantity);
  const [asked, setAsked] = useState<Preset>();
  if (lines.length === 0) return null;
  return (
    <>
      {order.recalled.map((units) => (
        <RecalledCard key={units.lineId} units={units} onAsk={setAsked} />
      ))}
      {order.afterSales.length > 0 && <SectionTitle>售后</SectionTitle>}
      {order.afterSales.map((sale) => (
        <Case key={sale.id} orderId={order.id} sale={sale} />
      ))}
      <Button id='after-sale' kind='text' block onTap={() => setAsked({})}>
        申请售后
      </Button>
      {asked && <AskSheet order={order} lines={lines} preset={asked} onClose={() => setAsked(undefined)} />}
    </>
  );
}

type RecalledProps = { units: RecalledUnits; onAsk: (preset: Preset) => void };

/** A lot that was received is recalled: stop taking it, and the money is there for the asking. */
function RecalledCard({ units: { lineId, name, quantity }, onAsk }: RecalledProps) {
  return (
    <Card tone='danger' id={`recalled-${lineId}`}>
      <View className='tracking-recalled__title'>请停止使用：药品批号被召回</View>
      <View className='tracking-code__text'>
        {name} {quantity}{' '}
        件属于被召回的批号。请不要再用，保留包装；已经服用并感到不适的，请马上就医。可以全额退款，拆封、用过的也退。
      </View>
      <Button
        id='ask-recalled'
        block
        kind='danger'
        onTap={() => onAsk({ lineId, quantity, reason: 'recalled' })}
      >
        申请召回退款
      </Button>
    </Card>
  );
}

const moneyOf = ({ status, amountFen }: AfterSale): string =>
  status === 'refunded'
    ? `已退 ${price(amountFen)}`
    : status === 'refunding'
      ? `正在退 ${price(amountFen)}`
      : `涉及 ${price(amountFen)}`;

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
        {afterSaleReasonText[sale.reason]}，{moneyOf(sale)}。{dateTimeText(sale.submittedAt)} 提交。
        {sale.goodsBackAt && `药品 ${dateTimeText(sale.goodsBackAt)} 已由药店收回。`}
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
