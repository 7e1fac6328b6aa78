import { consultationLifecycle } from '@xinglin/shared/consultation/lifecycle';
import { next } from '@xinglin/shared/kernel/lifecycle';
import { problem } from '@xinglin/shared/kernel/problem';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish } from '../../kernel/outbox.ts';
import type { ConsultationEnded } from './events.ts';
import { consultationStore, type ConsultationRow } from './store.ts';

/** The one way a consultation changes state: check, write if nobody else did meanwhile, record, tell. */
export async function move(
  tx: Tx,
  actor: Actor,
  id: string,
  event: 'prescribe' | 'decline' | 'lapse',
  changes: Partial<ConsultationRow>,
): Promise<void> {
  const store = consultationStore(tx);
  const current = await store.get(id);
  const status = next(consultationLifecycle, current.status, event);
  if (!(await store.update(current, { ...changes, status, openOf: null })))
    throw problem('CHANGED_MEANWHILE');
  await audit(tx, actor, `consultation.${event}`, id);
  const { patientId } = current;
  await publish<ConsultationEnded>(tx, {
    name: 'consultation.ended',
    subject: id,
    data: { patientId, status },
  });
}
