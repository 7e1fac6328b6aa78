import { Problem } from '@xinglin/shared/kernel/problem';
import { system } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import { effectOn, on, type Reaction } from '../../kernel/outbox.ts';
import type { StockRecalled } from '../inventory/events.ts';
import type {
  CashPromised,
  PaymentSentBack,
  PaymentSettled,
  RefundCut,
  RefundSucceeded,
} from '../payment/events.ts';
import type { PrescriptionClaimRefused } from '../prescription/events.ts';
import { endOrder } from './end-order.ts';
import type { DueOver, OrderPaymentDue, OrderSlotNear, ParcelPickupOver, ShortageOver } from './events.ts';
import { shortageOver } from './decide-shortage.ts';
import { expireOrder } from './expire-order.ts';
import { lapseDue } from './pay-due.ts';
import { closeRefunded, cutRefund, payOrder } from './pay-order.ts';
import type { Deps } from './ports.ts';
import { promiseCash } from './promise-cash.ts';
import { recallLot } from './recall-lot.ts';
import { releaseScheduled } from './release-scheduled.ts';
import { pickupOver } from './renew-pickup-code.ts';
import { tellEverybody } from './tell.ts';

/** What orders do when something happens elsewhere, or their time has come. */
export function orderReactions(deps: Deps): Reaction[] {
  return [
    on<PaymentSettled>('payment.settled', 'order: is paid', payOrder(deps)),
    on<CashPromised>('payment.cash_promised', 'order: is prepared before it is paid', promiseCash(deps)),
    on<RefundSucceeded>('refund.succeeded', 'order: is refunded', closeRefunded(deps)),
    on<RefundCut>('refund.cut', 'order: less comes back than was asked for', cutRefund(deps)),
    effectOn<OrderPaymentDue>('order.payment_due', 'order: time to pay is over', expireOrder(deps)),
    on<OrderSlotNear>('order.slot_near', 'order: slot is near', releaseScheduled(deps)),
    on<ShortageOver>('order.shortage_over', 'order: silence about missing goods', shortageOver(deps)),
    effectOn<DueOver>('order.due_over', 'order: time to pay the fee is over', lapseDue(deps)),
    effectOn<ParcelPickupOver>('parcel.pickup_over', 'order: nobody collected it', pickupOver(deps)),
    effectOn<PaymentSentBack>(
      'payment.sent_back',
      'order: ends without its money',
      ({ subject, data, id }) =>
        data.due === 'order'
          ? expireOrder(deps)({ name: 'order.payment_due', subject, data, id })
          : lapseDue(deps)({ name: 'order.due_over', subject: data.due, data, id }),
    ),
    effectOn<PrescriptionClaimRefused>(
      'prescription.claim_refused',
      'order: ends without its prescription',
      loseItsPrescription(deps),
    ),
    effectOn<StockRecalled>('stock.recalled', 'order: stop parcels of a recalled lot', recallLot(deps)),
    ...tellEverybody(deps),
  ];
}

/** Nothing may be dispensed on a prescription that was refused, so the order ends and the money goes back. */
function loseItsPrescription(deps: Deps) {
  return async ({ data: { orderId } }: { data: { orderId: string } }): Promise<void> => {
    try {
      await endOrder(deps, system, orderId, {
        event: 'cancel',
        reason: '处方已失效或已在别处使用',
        cause: 'customer',
      });
    } catch (error) {
      // Ended already, or already picked: a person in the store must take it from here.
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      await deps.db.write((tx) =>
        audit(tx, system, 'order.prescription_refused', orderId, { code: error.code }),
      );
    }
  };
}
