import { consultationProblem, type ConsultationStatus } from '@xinglin/shared/consultation/contract';
import type { Instant } from '@xinglin/shared/kernel/time';
import type { FieldCrypto } from '../../kernel/crypto.ts';
import { onDuplicate, type Tx } from '../../kernel/database.ts';
import { column, entity, nullable } from '../../kernel/entity.ts';
import type { Doctor, FollowUp } from './ports.ts';

export type ConsultationRow = {
  id: string;
  patientId: string;
  /** The account while a doctor is awaited, so that there is one at a time; null afterwards. */
  openOf: string | null;
  status: ConsultationStatus;
  /** Encrypted `FollowUp`. */
  content: string;
  /** Encrypted `Answer`. */
  answer: string | null;
  traceCode: string | null;
  askedAt: Instant;
  answeredAt: Instant | null;
};
export type Answer = { doctor: Doctor | null; words: string };

/** Records of consultations are kept fifteen years (互联网诊疗监管细则 2022 art. 20); compliance keeps the clock. */
export const consultationTable = entity<ConsultationRow>(
  'consultation',
  {
    id: column.id(),
    patientId: column.id(),
    openOf: nullable(column.id()),
    status: column.string(12),
    content: column.text('health'),
    answer: nullable(column.text('health')),
    traceCode: nullable(column.string(40, 'health')),
    askedAt: column.instant(),
    answeredAt: nullable(column.instant()),
  },
  { unique: [['openOf']], index: [['patientId', 'askedAt'], ['traceCode']] },
);

const place = (name: 'content' | 'answer', row: string) => ({ table: 'consultation', column: name, row });
export const sealed = (crypto: FieldCrypto) => ({
  content: (id: string, content: FollowUp) => crypto.encrypt(JSON.stringify(content), place('content', id)),
  answer: (id: string, answer: Answer) => crypto.encrypt(JSON.stringify(answer), place('answer', id)),
  contentOf: ({ id, content }: ConsultationRow) =>
    JSON.parse(crypto.decrypt(content, place('content', id))) as FollowUp,
  answerOf: ({ id, answer }: ConsultationRow) =>
    answer === null ? null : (JSON.parse(crypto.decrypt(answer, place('answer', id))) as Answer),
});

/** Reads and writes consultations inside `tx`. Holds no rules. */
export const consultationStore = (tx: Tx) => ({
  insert: (row: ConsultationRow) =>
    tx.insert(consultationTable, row).catch(onDuplicate(() => consultationProblem('CONSULTATION_OPEN'))),
  async get(id: string): Promise<ConsultationRow> {
    const row = await tx.findOneBy(consultationTable, { id });
    if (!row) throw consultationProblem('CONSULTATION_NOT_FOUND');
    return row;
  },
  /** False when it is no longer in the state it was read in. */
  async update(read: ConsultationRow, changes: Partial<ConsultationRow>): Promise<boolean> {
    const { affected } = await tx
      .createQueryBuilder()
      .update(consultationTable)
      .set(changes)
      .where('id = :id AND status = :status', { id: read.id, status: read.status })
      .execute();
    return affected === 1;
  },
  /** After its term, and only then. */
  forget: (id: string) => tx.delete(consultationTable, { id }),
  newestOf: (patientId: string, take: number) =>
    tx.find(consultationTable, { where: { patientId }, order: { askedAt: 'DESC', id: 'DESC' }, take }),
  prescribed: (patientId: string, traceCode: string) =>
    tx.existsBy(consultationTable, { patientId, traceCode, status: 'prescribed' }),
});
