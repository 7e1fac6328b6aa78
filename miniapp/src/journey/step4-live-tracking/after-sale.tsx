import { View } from '@tarojs/components';
import { useState } from 'react';
import { price } from '@xinglin/shared/kernel/money';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import { afterSaleReasonText, afterSaleStatusText, type AfterSale } from '@xinglin/shared/order/changes';
import type { Order } from '@xinglin/shared/order/contract';
import { keptLines } from '@xinglin/shared/order/kept';
import { withdrawAfterSale } from '@xinglin/shared/order/operations';
import { getTrackingScreen } from '@xinglin/shared/screens/patient';
import { useAct } from '../../client/use-endpoint.ts';
import { Button, Card, SectionTitle } from '../../ui/index.ts';
import { AskSheet } from './after-sale-sheet.tsx';

/** Complaints about goods received, and the way to make one. */
export function AfterSales({ order }: { order: Order }) {
  const lines = keptLines(order);
  const [open, setOpen] = useState(false);
  return (
    <>
      {order.afterSales.length > 0 && <SectionTitle>售后</SectionTitle>}
      {order.afterSales.map((sale) => (
        <Case key={sale.id} orderId={order.id} sale={sale} />
      ))}
      {lines.length > 0 && (
        <Button id='after-sale' kind='text' block onTap={() => setOpen(true)}>
          申请售后
        </Button>
      )}
      {open && <AskSheet order={order} lines={lines} preset={{}} onClose={() => setOpen(false)} />}
    </>
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
      {sale.answer && (
        <View className='tracking-code__text'>
          {sale.reason === 'recalled' ? '说明' : '药店答复'}：{sale.answer}
        </View>
      )}
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
