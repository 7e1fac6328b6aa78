import type { Lifecycle } from '../kernel/lifecycle.ts';
import type { ConsultationStatus } from './contract.ts';

/** Asked, then answered by a doctor one way or the other, or nobody came within a day. */
export const consultationLifecycle: Lifecycle<ConsultationStatus, 'prescribe' | 'decline' | 'lapse'> = {
  asked: { prescribe: 'prescribed', decline: 'declined', lapse: 'lapsed' },
  prescribed: {},
  declined: {},
  lapsed: {},
};
