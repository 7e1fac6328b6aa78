import type { Order } from '@xinglin/shared/order/contract';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import { go } from '../../client/navigate.ts';
import { copyText } from '../../device/clipboard.ts';
import { Row, Rows } from '../../ui/index.ts';

/** Where it goes, and what one needs when asking about it. */
export function Facts({ order: { orderNo, address, placedAt, paidAt, prescriptionId } }: { order: Order }) {
  return (
    <Rows>
      <Row icon='location' title={address.text} note={`${address.contactName} ${address.phone}`} />
      {prescriptionId && (
        <Row
          icon='prescription'
          title='这张订单的处方'
          onTap={() => go('/prescription/index', { id: prescriptionId })}
        />
      )}
      <Row
        icon='copy'
        title={`订单号 ${orderNo}`}
        note={`下单 ${dateTimeText(placedAt)}${paidAt ? `，付款 ${dateTimeText(paidAt)}` : ''}`}
        value='复制'
        onTap={() => copyText(orderNo)}
      />
    </Rows>
  );
}
