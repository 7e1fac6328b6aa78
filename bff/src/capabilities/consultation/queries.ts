import type { Consultation, listConsultations as contract } from '@xinglin/shared/consultation/contract';
import type { Handler } from '../../kernel/http.ts';
import type { Deps } from './ports.ts';
import { consultationStore, sealed, type ConsultationRow } from './store.ts';

const SHOWN = 20;

export const present =
  ({ crypto, simulated }: Pick<Deps, 'crypto' | 'simulated'>) =>
  (row: ConsultationRow): Consultation => {
    const { patient, complaint, diagnosis } = sealed(crypto).contentOf(row);
    const answer = sealed(crypto).answerOf(row);
    return {
      id: row.id,
      status: row.status,
      patientName: patient.name,
      complaint,
      diagnosis,
      askedAt: row.askedAt,
      answeredAt: row.answeredAt,
      doctor: answer?.doctor ?? null,
      traceCode: row.traceCode,
      words: answer?.words ?? null,
      simulated,
    };
  };

export const listConsultations =
  (deps: Deps): Handler<typeof contract> =>
  async (patient) => {
    const rows = await consultationStore(deps.db.read).newestOf(patient.id, SHOWN);
    return { offered: deps.hospital !== null, consultations: rows.map(present(deps)) };
  };

/** For prescription: did a doctor write this number in a follow-up of this account? */
export const consultedFor =
  ({ db }: Pick<Deps, 'db'>) =>
  (patientId: string, traceCode: string): Promise<boolean> =>
    consultationStore(db.read).prescribed(patientId, traceCode);
