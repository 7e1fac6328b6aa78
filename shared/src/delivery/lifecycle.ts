import type { Lifecycle } from '../kernel/lifecycle.ts';
import type { DeliveryEvent, DeliveryStatus } from './contract.ts';

const rider = <S extends string>(to: S) => ({ to, by: ['rider'] as const });
const system = <S extends string>(to: S) => ({ to, by: ['system'] as const });

export const deliveryLifecycle: Lifecycle<DeliveryStatus, DeliveryEvent> = {
  offered: { accept: rider('accepted'), cancel: system('cancelled') },
  accepted: { arrive: rider('at_store'), give_back: rider('offered'), cancel: system('cancelled') },
  at_store: { pick_up: rider('picked_up'), give_back: rider('offered'), cancel: system('cancelled') },
  picked_up: { deliver: rider('delivered'), refuse: rider('returning'), call_back: system('returning') },
  returning: { return: system('returned'), lose: system('lost') },
  returned: {},
  lost: {},
  delivered: {},
  // The order was to be collected, and is to be brought after all.
  cancelled: { offer_again: system('offered') },
};
