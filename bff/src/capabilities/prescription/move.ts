import { next } from '@xinglin/shared/kernel/lifecycle';
import { problem } from '@xinglin/shared/kernel/problem';
import { prescriptionProblem, type PrescriptionEvent } from '@xinglin/shared/prescription/contract';
import { prescriptionLifecycle } from '@xinglin/shared/prescription/lifecycle';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish } from '../../kernel/outbox.ts';
import type { PrescriptionFreed, PrescriptionMoved, PrescriptionTalk } from './events.ts';
import { prescriptionStore, type PrescriptionRow } from './store.ts';

const ONLY_A_PHARMACIST: PrescriptionEvent[] = [
  'claim',
  'release',
  'approve',
  'reject',
  'ask',
  'read',
  'drop',
  'pause',
  'request_changes',
  'transcribe',
];
/** Moves that leave it where it is: told under a name of their own, so that nothing is done twice. */
const TALK: Partial<Record<PrescriptionEvent, PrescriptionTalk['name']>> = {
  ask: 'prescription.asked',
  answer: 'prescription.answered',
  note: 'prescription.answered',
  read: 'prescription.talked',
  drop: 'prescription.talked',
  pause: 'prescription.talked',
  transcribe: 'prescription.talked',
  check_dispensing: 'prescription.talked',
};

type Changes = Partial<PrescriptionRow>;
type Check = (current: PrescriptionRow) => void;

/**
 * The one way a prescription changes state: read, check, write if nobody else did meanwhile, record who, tell the others.
 * All in the caller's transaction.
 */
export async function move(
  tx: Tx,
  actor: Actor,
  id: string,
  event: PrescriptionEvent,
  changes: Changes | ((current: PrescriptionRow) => Changes) = {},
  check: Check = () => {},
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
  const changed = typeof changes === 'function' ? changes(current) : changes;
  if (!(await store.update(current, { ...changed, status }))) throw problem('CHANGED_MEANWHILE');

  const moved = { ...current, ...changed, status, version: current.version + 1 };
  await audit(tx, actor, `prescription.${event}`, id, evidence(current, moved));
  const talk = TALK[event];
  if (talk)
    await publish<PrescriptionTalk>(tx, { name: talk, subject: id, data: { patientId: moved.patientId } });
  else if (event === 'free') await publish<PrescriptionFreed>(tx, freed(current));
  else
    await publish<PrescriptionMoved>(tx, {
      name: `prescription.${status}`,
      subject: id,
      data: { patientId: moved.patientId, status },
    });
  return moved;
}

/** What the audit says of a move; no health facts. */
function evidence(current: PrescriptionRow, moved: PrescriptionRow): object {
  const orderId = moved.orderId ?? current.orderId;
  const { decideSeconds: seconds, floorSeconds: floor, pauseReason } = moved;
  const fast = moved.decidedAt !== current.decidedAt && seconds !== null && floor !== null && seconds < floor;
  return {
    from: current.status,
    to: moved.status,
    ...(orderId ? { orderId } : {}),
    ...(moved.rejectReason ? { reason: moved.rejectReason } : {}),
    ...(pauseReason && pauseReason !== current.pauseReason ? { pause: pauseReason } : {}),
    ...(fast ? { tooFast: true, seconds, floor } : {}),
  };
}

const freed = ({ id, patientId, orderId }: PrescriptionRow): PrescriptionFreed => ({
  name: 'prescription.freed',
  subject: id,
  data: { patientId, orderId: orderId ?? '' },
});
