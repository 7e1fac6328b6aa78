import type { Lifecycle } from '../kernel/lifecycle.ts';

/** Where one box is. `returned`: came back and is never sold again. `missing`: sent to another store or to a buyer and back, and never arrived. */
export type TraceCodeState = 'in_stock' | 'sold' | 'returned' | 'recalled' | 'moving' | 'missing';
export type TraceCodeEvent = 'sell' | 'put_back' | 'lock_back' | 'recall' | 'send' | 'arrive' | 'lose';

export const traceCodeLifecycle: Lifecycle<TraceCodeState, TraceCodeEvent> = {
  in_stock: { sell: 'sold', send: 'moving', recall: 'recalled' },
  sold: { put_back: 'in_stock', lock_back: 'returned', lose: 'missing' },
  moving: { arrive: 'in_stock', lose: 'missing' },
  returned: {},
  recalled: {},
  missing: {},
};
