import type { LocalDate } from '@xinglin/shared/kernel/time';
import type { Tx } from '../../kernel/database.ts';
import { bookedAtEndOf } from './account-store.ts';
import { billDayTable } from './bill-store.ts';
import { openCase } from './cases.ts';
import { ledgerTable } from './ledger-store.ts';
import { bookWithdrawal } from './ledger.ts';
import type { Deps, FundFlow } from './ports.ts';

/**
 * Compares what is in the account at the platform at the end of a day with what our books say is there. Money that went to our
 * bank is booked; what else moved it a person must place. The caller has written the day's trades and fees down before.
 * Returns the keys of the cases there still are.
 */
export async function reconcileFlow(
  deps: Deps,
  tx: Tx,
  day: LocalDate,
  flow: FundFlow,
): Promise<Set<string>> {
  const differing = new Set<string>();
  if (flow.state !== 'ready') return differing;
  for (const { flowNo, kind, amountFen } of flow.lines) {
    const booking = `withdrawal:${day}:${flowNo}`;
    if (kind === 'withdrawal' && !(await tx.existsBy(ledgerTable, { booking })))
      await bookWithdrawal(deps, tx, booking, -amountFen);
    if (kind !== 'other') continue;
    const key = `${day}:${flowNo}`;
    differing.add(`flow_other:${key}`);
    await openCase(deps, tx, {
      ...{ kind: 'flow_other' as const, key, subject: flowNo, askedFen: 0, foundFen: amountFen, day },
    });
  }
  const [bookedFen, { closingFen }] = [await bookedAtEndOf(tx, day), flow];
  await tx.update(billDayTable, day, { closingFen, bookedFen });
  if (bookedFen === closingFen) return differing;
  differing.add(`flow_balance:${day}`);
  const told = { key: day, subject: day, askedFen: bookedFen, foundFen: closingFen, day };
  await openCase(deps, tx, { kind: 'flow_balance', ...told });
  return differing;
}
