import type { Lifecycle, Mover } from '../kernel/lifecycle.ts';
import type { AfterSaleEvent, AfterSaleStatus, ShortageEvent, ShortageStatus } from './changes.ts';
import type { OrderEvent, OrderStatus, ParcelEvent, ParcelStatus } from './contract.ts';

const move = <S extends string>(to: S, ...by: Mover[]) => ({ to, by });

/** An order waits for payment, is fulfilled parcel by parcel, and ends completed or closed. Money is moved by the system alone. */
export const orderLifecycle: Lifecycle<OrderStatus, OrderEvent> = {
  unpaid: {
    pay: move('paid', 'system'),
    cancel: move('cancelled', 'patient', 'system'),
    expire: move('cancelled', 'system'),
  },
  paid: {
    complete: move('completed', 'system'),
    cancel: move('refunding', 'patient', 'store_staff', 'system'),
  },
  refunding: { refunded: move('refunded', 'system') },
  completed: {},
  cancelled: {},
  refunded: {},
};

/**
 * Fulfilment of one parcel: picked and sealed in the store, then carried by a rider or collected at the counter. Goods that
 * were in a hand do not go back to the shelf by a tap: they return, and the store checks them in.
 */
export const parcelLifecycle: Lifecycle<ParcelStatus, ParcelEvent> = {
  waiting: {
    release: move('to_pick', 'system'),
    schedule: move('scheduled', 'system'),
    cancel: move('cancelled', 'patient', 'system'),
  },
  scheduled: {
    release: move('to_pick', 'patient', 'system'),
    cancel: move('cancelled', 'patient', 'store_staff', 'system'),
  },
  to_pick: {
    pick: move('picked', 'store_staff'),
    cancel: move('cancelled', 'patient', 'store_staff', 'system'),
  },
  picked: {
    seal: move('sealed', 'store_staff'),
    cancel: move('returning', 'patient', 'store_staff', 'system'),
  },
  sealed: {
    hand_over: move('on_the_way', 'rider'),
    collect: move('delivered', 'store_staff'),
    cancel: move('returning', 'patient', 'store_staff', 'system'),
  },
  on_the_way: {
    deliver: move('delivered', 'rider'),
    refuse: move('returning', 'rider'),
    call_back: move('returning', 'patient', 'system'),
  },
  returning: { check_in: move('returned', 'store_staff'), lose: move('lost', 'store_staff') },
  returned: {},
  lost: {},
  delivered: {},
  cancelled: {},
};

/** Goods that were paid and are not there: the buyer is asked, and after ten minutes of silence the system refunds. */
export const shortageLifecycle: Lifecycle<ShortageStatus, ShortageEvent> = {
  asked: {
    wait: move('waiting', 'patient'),
    move: move('moved', 'patient'),
    refund: move('refunded', 'patient', 'system'),
    end: move('ended', 'patient', 'store_staff', 'system'),
  },
  waiting: {},
  moved: {},
  refunded: {},
  ended: {},
};

/** A complaint about goods that were received; the store that sold them answers. */
export const afterSaleLifecycle: Lifecycle<AfterSaleStatus, AfterSaleEvent> = {
  submitted: {
    // A recalled lot is taken back without anybody's decision.
    accept: move('refunding', 'store_staff', 'system'),
    reject: move('rejected', 'store_staff'),
    // By the system when what it is about is taken back in a recall.
    withdraw: move('withdrawn', 'patient', 'system'),
  },
  refunding: { refunded: move('refunded', 'system') },
  refunded: {},
  rejected: {},
  withdrawn: {},
};
