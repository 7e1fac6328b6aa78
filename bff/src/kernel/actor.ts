import type { Role } from '@xinglin/shared/kernel/endpoint';

/** Who asks: a person in the one role of their session, or the system itself. */
export type Actor = {
  id: string;
  role: Role | 'system';
  /** Only for store staff. */
  storeId: string | null;
  sessionId: string | null;
};

/** What runs by itself: timers, reactions, imports. Never a decision a person must take. */
export const system: Actor = {
  id: '00000000-0000-7000-8000-000000000000',
  role: 'system',
  storeId: null,
  sessionId: null,
};

export const anonymous: Actor = { ...system, id: '00000000-0000-7000-8000-000000000001', role: 'patient' };
