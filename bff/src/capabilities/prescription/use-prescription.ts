import { prescriptionProblem } from '@xinglin/shared/prescription/contract';
import { system, type Actor } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import { mustCover, type RxLine } from './for-others.ts';
import { move } from './move.ts';
import { mustBeOf } from './policy.ts';
import type { Deps } from './ports.ts';
import { prescriptionStore, type PrescriptionRow } from './store.ts';

export type PrescriptionUse = { prescriptionId: string; patientId: string; orderId: string; lines: RxLine[] };

/**
 * For order: an approved prescription serves this one order (药品网络销售监督管理办法 art. 9: used once). In the order's own transaction,
 * so that both happen or neither. The same order again changes nothing.
 * @throws PRESCRIPTION_NOT_FOUND, PRESCRIPTION_EXPIRED, PRESCRIPTION_DOES_NOT_COVER, ILLEGAL_TRANSITION or CHANGED_MEANWHILE when used already
 */
export const usePrescription =
  (deps: Deps) =>
  async (
    tx: Tx,
    { prescriptionId, patientId, orderId, lines }: PrescriptionUse,
    actor: Actor = patient(patientId),
  ): Promise<void> => {
    const row = await prescriptionStore(tx).find(prescriptionId);
    if (!row) throw prescriptionProblem('PRESCRIPTION_NOT_FOUND');
    mustBeOf(patientId, row);
    if (row.status === 'used' && row.orderId === orderId) return;
    // An earlier order's check is not this one's.
    const changes = { orderId, checkedBy: null, checkedAt: null, checkNote: null };
    await move(tx, actor, prescriptionId, 'use', changes, (current) =>
      mustCover(deps, patientId, current, lines),
    );
  };

/** For order: the order ended before its goods left, so the prescription may serve another, unless its time is over. */
export const freePrescription =
  ({ now }: Pick<Deps, 'now'>) =>
  async (tx: Tx, orderId: string): Promise<void> => {
    const row = await prescriptionStore(tx).usedBy(orderId);
    if (!row) return;
    await move(tx, system, row.id, 'free', { orderId: null });
    await expireIfOver(tx, { ...row, status: 'approved' }, now());
  };

/** Ends a prescription whose time is over, if it is still waiting for something. */
export async function expireIfOver(
  tx: Tx,
  { id, status, validUntil }: PrescriptionRow,
  now: Date,
): Promise<void> {
  const open = status === 'submitted' || status === 'in_review' || status === 'approved';
  if (open && Date.parse(validUntil) <= now.getTime()) await move(tx, system, id, 'expire');
}

/** Ordering is the patient's own act, whichever capability carries it out; at a counter it is the seller's. */
const patient = (id: string): Actor => ({ id, role: 'patient', storeId: null, sessionId: null });
