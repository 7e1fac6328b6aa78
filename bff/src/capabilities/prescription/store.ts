import {
  prescriptionProblem,
  type PrescriptionSource,
  type PrescriptionStatus,
  type RejectReason,
} from '@xinglin/shared/prescription/contract';
import type { InquiryState } from '@xinglin/shared/prescription/inquiry-contract';
import type { PauseReason, Risk } from '@xinglin/shared/prescription/review-contract';
import type { Instant } from '@xinglin/shared/kernel/time';
import { In, IsNull, MoreThan, Not } from 'typeorm';
import { onDuplicate, type Tx } from '../../kernel/database.ts';
import { column, entity, nullable } from '../../kernel/entity.ts';

export type PrescriptionRow = {
  id: string;
  traceCode: string;
  /** The trace code while it counts; null once withdrawn, so that the patient may hand it in again. */
  traceKey: string | null;
  patientId: string;
  status: PrescriptionStatus;
  /** Raised by every change; an update names the one it read, so of two at once one loses. */
  version: number;
  institution: string;
  itemCount: number;
  /** Encrypted `Content`: who, by whom, what for, which drugs. */
  content: string;
  issuedAt: Instant;
  validUntil: Instant;
  submittedAt: Instant;
  reviewerId: string | null;
  claimedAt: Instant | null;
  claimUntil: Instant | null;
  decidedAt: Instant | null;
  pharmacistName: string | null;
  licenceNo: string | null;
  rejectReason: RejectReason | null;
  /** Encrypted `Decision`: the words, the checks and what the machine had found. */
  decision: string | null;
  orderId: string | null;
  source: PrescriptionSource;
  /** Whom of the account's persons it is for; null on what was handed in before persons were registered. */
  personId: string | null;
  /** Nothing of it is deleted before. */
  retentionUntil: Instant;
  risk: Risk;
  /** When it was handed in, earlier by what its risk weighs: its place in the queue. */
  rankAt: Instant;
  inquiry: InquiryState;
  pauseReason: PauseReason | null;
  /** From claim to decision, and the least the pace rule allowed; below it the decision is flagged. */
  decideSeconds: number | null;
  floorSeconds: number | null;
  replacesId: string | null;
  /** The second person's check at the store (GSP art. 167). */
  checkedBy: string | null;
  checkedAt: Instant | null;
  checkNote: string | null;
};

/** Kept five years and longer than the goods last (药品经营和使用质量监督管理办法 art. 42). */
export const prescriptionTable = entity<PrescriptionRow>(
  'prescription',
  {
    id: column.id(),
    traceCode: column.string(40, 'health'),
    traceKey: nullable(column.string(40, 'health')),
    patientId: column.id(),
    status: column.string(24),
    version: column.int(),
    institution: column.string(120),
    itemCount: column.int(),
    content: column.text('health'),
    issuedAt: column.instant(),
    validUntil: column.instant(),
    submittedAt: column.instant(),
    reviewerId: nullable(column.id()),
    claimedAt: nullable(column.instant()),
    claimUntil: nullable(column.instant()),
    decidedAt: nullable(column.instant()),
    pharmacistName: nullable(column.string(40)),
    licenceNo: nullable(column.string(60)),
    rejectReason: nullable(column.string(24)),
    decision: nullable(column.text('health')),
    orderId: nullable(column.id()),
    source: column.string(16),
    personId: nullable(column.id()),
    retentionUntil: column.instant(),
    risk: column.string(8),
    rankAt: column.instant(),
    inquiry: column.string(8),
    pauseReason: nullable(column.string(16)),
    decideSeconds: nullable(column.int()),
    floorSeconds: nullable(column.int()),
    replacesId: nullable(column.id()),
    checkedBy: nullable(column.id()),
    checkedAt: nullable(column.instant()),
    checkNote: nullable(column.string(100)),
  },
  {
    unique: [['traceKey'], ['replacesId']],
    index: [
      ['status', 'submittedAt', 'id'],
      ['status', 'rankAt', 'id'],
      ['patientId', 'submittedAt'],
      ['reviewerId', 'decidedAt'],
      ['orderId'],
      ['traceCode'],
    ],
  },
);

const WAITING = "(p.status = 'submitted' OR (p.status = 'in_review' AND p.claimUntil <= :now))";

/** Reads and writes prescriptions inside `tx`. Holds no rules. */
export const prescriptionStore = (tx: Tx) => ({
  async insert(row: PrescriptionRow): Promise<void> {
    await tx
      .insert(prescriptionTable, row)
      .catch(onDuplicate(() => prescriptionProblem('PRESCRIPTION_ALREADY_SUBMITTED')));
  },
  find: (id: string) => tx.findOneBy(prescriptionTable, { id }),
  async get(id: string): Promise<PrescriptionRow> {
    const row = await tx.findOneBy(prescriptionTable, { id });
    if (!row) throw prescriptionProblem('PRESCRIPTION_NOT_FOUND');
    return row;
  },
  /** False when somebody else changed the row since it was read. */
  async update(read: PrescriptionRow, changes: Partial<PrescriptionRow>): Promise<boolean> {
    const { affected } = await tx
      .createQueryBuilder()
      .update(prescriptionTable)
      .set({ ...changes, version: read.version + 1 })
      .where('id = :id AND status = :from AND version = :version', {
        id: read.id,
        from: read.status,
        version: read.version,
      })
      .execute();
    return affected === 1;
  },
  ofPatient: (patientId: string, skip: number, take: number) =>
    tx.findAndCount(prescriptionTable, {
      where: { patientId },
      order: { submittedAt: 'DESC', id: 'DESC' },
      skip,
      take,
    }),
  withStatus: (patientId: string, statuses: PrescriptionStatus[]) =>
    tx.find(prescriptionTable, {
      where: { patientId, status: In(statuses) },
      order: { submittedAt: 'DESC', id: 'DESC' },
    }),
  /** Another row under this code was bought on. */
  wasUsed: (traceCode: string, id: string) =>
    tx.existsBy(prescriptionTable, { traceCode, id: Not(id), status: In(['used', 'dispensed']) }),
  async keptLongestFor(personId: string): Promise<Instant | null> {
    const [longest] = await tx.find(prescriptionTable, {
      where: { personId },
      order: { retentionUntil: 'DESC' },
      take: 1,
    });
    return longest?.retentionUntil ?? null;
  },
  successorOf: (replacesId: string) => tx.findOneBy(prescriptionTable, { replacesId }),
  usedBy: (orderId: string) => tx.findOneBy(prescriptionTable, { orderId, status: 'used' }),
  checkedFor: (orderId: string) =>
    tx.findOneBy(prescriptionTable, { orderId, status: In(['used', 'dispensed']) }),
});

/** What the pharmacists work on. */
export const reviewQueue = (tx: Tx) => ({
  /** By waiting time and risk; a claim that ran out counts as waiting. */
  waiting: (now: Instant, take: number) =>
    tx
      .createQueryBuilder(prescriptionTable, 'p')
      .where(WAITING, { now })
      .orderBy('p.rankAt')
      .addOrderBy('p.id')
      .limit(take)
      .getMany(),
  waitingBefore: ({ rankAt, id }: PrescriptionRow, now: Instant) =>
    tx
      .createQueryBuilder(prescriptionTable, 'p')
      .where(WAITING, { now })
      .andWhere('(p.rankAt < :rankAt OR (p.rankAt = :rankAt AND p.id < :id))', { rankAt, id })
      .getCount(),
  heldBy: (reviewerId: string) =>
    tx.find(prescriptionTable, {
      where: { reviewerId, status: 'in_review' },
      order: { submittedAt: 'ASC', id: 'ASC' },
    }),
  /** When what was decided since then was handed in and decided; the newest thousand. */
  decidedAfter: (since: Instant) =>
    tx
      .createQueryBuilder(prescriptionTable, 'p')
      .select('p.submittedAt', 'submittedAt')
      .addSelect('p.decidedAt', 'decidedAt')
      .where('p.decidedAt >= :since', { since })
      .orderBy('p.decidedAt', 'DESC')
      .limit(1000)
      .getRawMany<{ submittedAt: Instant; decidedAt: Instant }>(),
  decidedSince: (reviewerId: string, since: Instant) =>
    tx
      .createQueryBuilder(prescriptionTable, 'p')
      .where('p.reviewerId = :reviewerId AND p.decidedAt >= :since', { reviewerId, since })
      .getCount(),
  decisionsSince: (reviewerId: string, since: Instant) =>
    tx
      .createQueryBuilder(prescriptionTable, 'p')
      .select(['p.id', 'p.status', 'p.rejectReason', 'p.decideSeconds', 'p.floorSeconds'])
      .where('p.reviewerId = :reviewerId AND p.decidedAt >= :since', { reviewerId, since })
      .getMany(),
  /** The newest decisions that were made too fast, whoever made them. */
  fast: (take: number) =>
    tx
      .createQueryBuilder(prescriptionTable, 'p')
      .where('p.decideSeconds < p.floorSeconds')
      .orderBy('p.decidedAt', 'DESC')
      .limit(take)
      .getMany(),
});

const DECIDED: PrescriptionStatus[] = ['approved', 'used', 'dispensed', 'rejected', 'changes_requested'];
/** Everything that was decided, or says so. */
export const decidedStore = (tx: Tx) => ({
  after: (id: string, take: number) =>
    tx.find(prescriptionTable, {
      where: [
        { id: MoreThan(id), decision: Not(IsNull()) },
        { id: MoreThan(id), status: In(DECIDED) },
      ],
      order: { id: 'ASC' },
      take,
    }),
});
