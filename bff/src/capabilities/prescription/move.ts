import { next } from '@xinglin/shared/kernel/lifecycle';
import { problem } from '@xinglin/shared/kernel/problem';
import { prescriptionProblem, type PrescriptionEvent } from '@xinglin/shared/prescription/contract';
import { prescriptionLifecycle } from '@xinglin/shared/prescription/lifecycle';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish } from '../../kernel/outbox.ts';
import type { PrescriptionFreed, PrescriptionMoved } from './events.ts';
import { prescriptionStore, type PrescriptionRow } from './store.ts';

const ONLY_A_PHARMACIST: PrescriptionEvent[] = ['claim', 'release', 'approve', 'reject', 'transcribe'];

/**
 * The one way a prescription changes state: read, check, write if nobody else did meanwhile, record who, tell the others.
 * All in the caller's transaction.
 */
export async function move(
  tx: Tx,
  actor: Actor,
  id: string,
  event: PrescriptionEvent,
  changes: Partial<PrescriptionRow> = {},
  check: (current: PrescriptionRow) => void = () => {},
): Promise<PrescriptionRow> {
  // Nothing automatic reviews a prescription, whoever calls this.
  if (ONLY_A_PHARMACIST.includes(event) && actor.role !== 'pharmacist') throw problem('NOT_ALLOWED');
  const store = prescriptionStore(tx);
  const current = await store.get(id);
  check(current);
  // A photograph nobody has read holds no drug that could be approved.
  if (event === 'approve' && current.itemCount === 0)
    throw prescriptionProblem('PRESCRIPTION_NOT_TRANSCRIBED');
  const status = next(prescriptionLifecycle, current.status, event);
  if (!(await store.update(current, { ...changes, status }))) throw problem('CHANGED_MEANWHILE');

  const moved = { ...current, ...changes, status, version: current.version + 1 };
  await audit(tx, actor, `prescription.${event}`, id, {
    from: current.status,
    to: status,
    ...((moved.orderId ?? current.orderId) ? { orderId: moved.orderId ?? current.orderId } : {}),
    ...(moved.rejectReason ? { reason: moved.rejectReason } : {}),
  });
  if (event === 'free') await publish<PrescriptionFreed>(tx, freed(current));
  else
    await publish<PrescriptionMoved>(tx, {
      name: `prescription.${status}`,
      subject: id,
      data: { patientId: moved.patientId, status },
    });
  return moved;
}

const freed = ({ id, patientId, orderId }: PrescriptionRow): PrescriptionFreed => ({
  name: 'prescription.freed',
  subject: id,
  data: { patientId, orderId: orderId ?? '' },
});
