import type { Lifecycle } from '../kernel/lifecycle.ts';
import type { PrescriptionEvent, PrescriptionStatus } from './contract.ts';

/** A pharmacist claims a submitted prescription, then decides; an approved one serves one order. */
export const prescriptionLifecycle: Lifecycle<PrescriptionStatus, PrescriptionEvent> = {
  submitted: {
    claim: 'in_review',
    withdraw: 'withdrawn',
    expire: 'expired',
    // Asked while somebody held it, then put back.
    answer: 'submitted',
    note: 'submitted',
  },
  // Claimed again: the same pharmacist goes on, or another takes over a lease that ran out.
  in_review: {
    claim: 'in_review',
    // Somebody reads a photograph and picks the drugs; the review goes on.
    transcribe: 'in_review',
    approve: 'approved',
    reject: 'rejected',
    release: 'submitted',
    expire: 'expired',
    ask: 'in_review',
    answer: 'in_review',
    note: 'in_review',
    read: 'in_review',
    drop: 'in_review',
    pause: 'in_review',
    request_changes: 'changes_requested',
  },
  approved: { use: 'used', expire: 'expired' },
  // The order it served was cancelled before the goods left: it may serve another.
  // It expires while used only when the circulation platform says that another pharmacy has it, or that it was revoked.
  used: { free: 'approved', dispense: 'dispensed', expire: 'expired', check_dispensing: 'used' },
  dispensed: {},
  rejected: {},
  // Its doctor writes a new one, which is handed in anew and names this one.
  changes_requested: {},
  withdrawn: {},
  expired: {},
};
