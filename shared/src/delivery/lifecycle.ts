import type { Lifecycle } from '../kernel/lifecycle.ts';
import type { DeliveryEvent, DeliveryStatus } from './contract.ts';

export const deliveryLifecycle: Lifecycle<DeliveryStatus, DeliveryEvent> = {
  offered: { accept: 'accepted', cancel: 'cancelled' },
  accepted: { arrive: 'at_store', give_back: 'offered', cancel: 'cancelled' },
  at_store: { pick_up: 'picked_up', give_back: 'offered', cancel: 'cancelled' },
  picked_up: { deliver: 'delivered' },
  delivered: {},
  cancelled: {},
};
