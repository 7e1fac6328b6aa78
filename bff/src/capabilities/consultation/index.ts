/**
 * Consultation: a follow-up with a doctor of an internet hospital. The doctor may write a prescription on the circulation
 * platform; its patient then hands it in like any other.
 */
import type { Tx } from '../../kernel/database.ts';
import type { Deps } from './ports.ts';
import { consultedFor, listConsultations } from './queries.ts';
import { consultationReactions } from './reactions.ts';
import { consultationRoutes } from './routes.ts';
import { startConsultation } from './start-consultation.ts';
import { consultationStore } from './store.ts';

export const consultation = (deps: Deps) => ({
  routes: consultationRoutes({ start: startConsultation(deps), list: listConsultations(deps) }),
  reactions: consultationReactions(deps),
  consultedFor: consultedFor(deps),
  /** For compliance, when the term of the record is over. */
  forget: async (tx: Tx, id: string): Promise<void> => void (await consultationStore(tx).forget(id)),
});

export type { InternetHospital } from './ports.ts';
