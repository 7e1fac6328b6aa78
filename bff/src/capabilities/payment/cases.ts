import { toInstant, type Instant, type LocalDate } from '@xinglin/shared/kernel/time';
import type { CaseKind, Resolution } from '@xinglin/shared/payment/desk';
import { system } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import { column, entity, nullable } from '../../kernel/entity.ts';
import type { Deps } from './ports.ts';

/** Something about money that a person must work off. */
export type CaseRow = {
  id: string;
  /** What makes it this case and no other: told twice, it is one. */
  caseKey: string;
  kind: CaseKind;
  subject: string;
  orderId: string | null;
  askedFen: number | null;
  foundFen: number | null;
  day: LocalDate | null;
  state: 'open' | 'closed';
  openedAt: Instant;
  closedAt: Instant | null;
  closedBy: string | null;
  resolution: Resolution | null;
  /** A person's words about another's money are encrypted; our own sentence for a difference that went is not. */
  reason: string | null;
};

export const caseTable = entity<CaseRow>(
  'money_case',
  {
    id: column.id(),
    caseKey: column.string(140),
    kind: column.string(32),
    subject: column.string(64),
    orderId: nullable(column.id()),
    askedFen: nullable(column.int()),
    foundFen: nullable(column.int()),
    day: nullable(column.date()),
    state: column.string(8),
    openedAt: column.instant(),
    closedAt: nullable(column.instant()),
    closedBy: nullable(column.id()),
    resolution: nullable(column.string(24)),
    reason: nullable(column.text('personal')),
  },
  { unique: [['caseKey']], index: [['state', 'openedAt'], ['day']] },
);

/** Where a reason stands, for the lock on it. */
export const reasonOf = (row: string) => ({ table: 'money_case', column: 'reason', row });

type Told = Pick<CaseRow, 'kind' | 'subject'> &
  Partial<Pick<CaseRow, 'orderId' | 'askedFen' | 'foundFen' | 'day'>> & {
    /** Where the subject alone is not one case. */
    key?: string;
  };

/** Lays something on the desk of whoever watches over the money, in the transaction it is about; once. */
export async function openCase({ now, newId }: Pick<Deps, 'now' | 'newId'>, tx: Tx, told: Told) {
  const { key, kind, subject, orderId = null, askedFen = null, foundFen = null, day = null } = told;
  const caseKey = `${kind}:${key ?? subject}`;
  if (await tx.existsBy(caseTable, { caseKey })) return;
  const id = newId();
  const row = { id, caseKey, kind, subject, orderId, askedFen, foundFen, day, openedAt: toInstant(now()) };
  const open = { state: 'open' as const, closedAt: null, closedBy: null, resolution: null, reason: null };
  await tx.insert(caseTable, { ...row, ...open });
  await audit(tx, system, `money_case.open.${kind}`, subject, { orderId, askedFen, foundFen, day });
}

/** Closes a case once; false when somebody was faster. */
export async function closeCase(
  tx: Tx,
  id: string,
  change: Pick<CaseRow, 'closedAt' | 'closedBy' | 'resolution' | 'reason'>,
): Promise<boolean> {
  const { affected } = await tx
    .createQueryBuilder()
    .update(caseTable)
    .set({ ...change, state: 'closed' })
    .where("id = :id AND state = 'open'", { id })
    .execute();
  return affected === 1;
}
