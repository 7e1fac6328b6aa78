import { addDays, toInstant, type LocalDate } from '@xinglin/shared/kernel/time';
import { system } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import { caseTable, closeCase } from './cases.ts';
import { clearSuspense } from './ledger.ts';
import type { Deps } from './ports.ts';

/**
 * What differs no more: an open case closes, and what a person had put in suspense for it leaves there. Its key is given free, so
 * that the same difference, should it come back, is a case again.
 */
export async function closeGone(
  deps: Deps,
  tx: Tx,
  day: LocalDate,
  isGone: (caseKey: string) => boolean,
  matched: ReadonlySet<string>,
): Promise<void> {
  const days = [day, addDays(day, -1)];
  const known = await tx.findBy(
    caseTable,
    days.map((on) => ({ day: on })),
  );
  const cases = known.filter(({ caseKey }) => !caseKey.startsWith(GONE));
  for (const { id, caseKey, day: on, kind, state, resolution, askedFen, foundFen } of cases) {
    const gone = on === day ? isGone(caseKey) : kind === 'bill_missing_there' && matched.has(keyIn(caseKey));
    if (!gone) continue;
    const closed = { closedAt: toInstant(deps.now()), closedBy: system.id, resolution: 'noted' as const };
    if (state === 'open') await closeCase(tx, id, { ...closed, reason: '重新对账后已一致' });
    else if (resolution === 'to_suspense')
      await clearSuspense(deps, tx, id, (foundFen ?? 0) - (askedFen ?? 0));
    await tx.update(caseTable, id, { caseKey: `${GONE}${id}` });
  }
}

const GONE = 'gone:';

/** `bill_missing_there:2026-11-22:payment:1` → `payment:1`. */
const keyIn = (caseKey: string) => caseKey.split(':').slice(2).join(':');
