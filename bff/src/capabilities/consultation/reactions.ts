import { plus, toInstant } from '@xinglin/shared/kernel/time';
import { system } from '../../kernel/actor.ts';
import { effectOn, on, publish, type Reaction } from '../../kernel/outbox.ts';
import type {
  ConsultationAsked,
  ConsultationEnded,
  ConsultationLapseDue,
  ConsultationLookDue,
} from './events.ts';
import { move } from './move.ts';
import type { Deps } from './ports.ts';
import { consultationStore, sealed } from './store.ts';

/** How often we look for the doctor's answer. */
const LOOK_EVERY_MS = 5_000;

/** Carries the question to the hospital and the doctor's answer back. It decides nothing. */
export const consultationReactions = (deps: Deps): Reaction[] => [
  effectOn<ConsultationAsked>(
    'consultation.asked',
    'consultation.put-to-hospital',
    async ({ subject, data }) => {
      const row = await consultationStore(deps.db.read).get(subject);
      if (row.status !== 'asked' || !deps.hospital) return;
      await deps.hospital.ask(subject, sealed(deps.crypto).contentOf(row));
      await lookLater(deps, subject, data.patientId);
    },
  ),
  effectOn<ConsultationLookDue>('consultation.look_due', 'consultation.look', ({ subject, data }) =>
    look(deps, subject, data.patientId),
  ),
  on<ConsultationLapseDue>('consultation.lapse_due', 'consultation.lapse', async (tx, { subject }) => {
    const { status } = await consultationStore(tx).get(subject);
    if (status === 'asked') await move(tx, system, subject, 'lapse', { answeredAt: toInstant(deps.now()) });
  }),
  effectOn<ConsultationEnded>('consultation.ended', 'consultation.tell', async ({ subject, data }) =>
    deps.tell({ person: data.patientId }, { topic: 'prescription', id: subject }),
  ),
];

const lookLater = ({ db, now }: Deps, id: string, patientId: string) =>
  db.write((tx) =>
    publish<ConsultationLookDue>(
      tx,
      { name: 'consultation.look_due', subject: id, data: { patientId } },
      plus(toInstant(now()), LOOK_EVERY_MS),
    ),
  );

async function look(deps: Deps, id: string, patientId: string): Promise<void> {
  const { db, crypto, hospital, now } = deps;
  const row = await consultationStore(db.read).get(id);
  if (row.status !== 'asked' || !hospital) return;
  const answer = await hospital.answerOf(id);
  const at = toInstant(now());
  if (answer.state === 'waiting') return lookLater(deps, id, patientId);
  const { doctor, words } = answer;
  const changes = { answeredAt: at, answer: sealed(crypto).answer(id, { doctor, words }) };
  await db.write((tx) =>
    answer.state === 'prescribed'
      ? move(tx, system, id, 'prescribe', { ...changes, traceCode: answer.traceCode })
      : move(tx, system, id, 'decline', changes),
  );
}
