import type { Lifecycle } from '../kernel/lifecycle.ts';
import type { DoseEvent, DoseStatus, MedicationPlanEvent, MedicationPlanStatus } from './contract.ts';

/** A plan is proposed from what was delivered and does nothing until the person confirms it. */
export const medicationPlanLifecycle: Lifecycle<MedicationPlanStatus, MedicationPlanEvent> = {
  proposed: { confirm: 'active', decline: 'declined' },
  active: { finish: 'finished', stop: 'stopped' },
  declined: {},
  finished: {},
  stopped: {},
};

export const doseLifecycle: Lifecycle<DoseStatus, DoseEvent> = {
  planned: { fall_due: 'due', take: 'taken', skip: 'skipped', cancel: 'cancelled' },
  due: { take: 'taken', skip: 'skipped', miss: 'missed', cancel: 'cancelled' },
  missed: { take: 'taken' },
  taken: {},
  skipped: {},
  cancelled: {},
};
