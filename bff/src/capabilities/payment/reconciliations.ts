import { problem } from '@xinglin/shared/kernel/problem';
import { shanghaiDate } from '@xinglin/shared/kernel/time';
import {
  BillClass,
  type listReconciliations,
  type Reconciliation,
  type runReconciliation,
} from '@xinglin/shared/payment/desk';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { billDayTable, billLineTable, type BillDayRow } from './bill-store.ts';
import { caseTable } from './cases.ts';
import type { Deps } from './ports.ts';
import { reconcileDay } from './reconcile.ts';

/** The days and how their bills compared, the newest first. */
export const readReconciliations =
  ({ db }: Pick<Deps, 'db'>): Handler<typeof listReconciliations> =>
  async (_, { page, pageSize }) => {
    const [rows, total] = await db.read.findAndCount(billDayTable, {
      order: { day: 'DESC' },
      skip: (page - 1) * pageSize,
      take: pageSize,
    });
    return { items: await present(db.read, rows), total };
  };

/** A person has a past day compared again. */
export function rerunReconciliation(deps: Deps): Handler<typeof runReconciliation> {
  const run = reconcileDay(deps);
  return async (officer, { day }) => {
    if (day >= shanghaiDate(deps.now())) throw problem('INVALID_INPUT');
    await deps.db.write((tx) => audit(tx, officer, 'reconciliation.rerun', day));
    await run(day);
    const row = await deps.db.read.findOneByOrFail(billDayTable, { day });
    const [shown] = await present(deps.db.read, [row]);
    return shown!;
  };
}

async function present(read: Tx, rows: BillDayRow[]): Promise<Reconciliation[]> {
  const days = rows.map(({ day }) => day);
  if (days.length === 0) return [];
  const counted = await read
    .createQueryBuilder(billLineTable, 'l')
    .select('l.day', 'day')
    .addSelect('l.class', 'class')
    .addSelect('COUNT(*)', 'n')
    .where('l.day IN (:...days)', { days })
    .groupBy('l.day')
    .addGroupBy('l.class')
    .getRawMany<{ day: string; class: BillClass; n: string | number }>();
  const open = await read.findBy(
    caseTable,
    days.map((day) => ({ day, state: 'open' as const })),
  );
  return rows.map((row) => ({
    ...row,
    openCases: open.filter(({ day }) => day === row.day).length,
    counts: Object.fromEntries(
      BillClass.options.map((each) => [
        each,
        Number(counted.find((c) => c.day === row.day && c.class === each)?.n ?? 0),
      ]),
    ) as Reconciliation['counts'],
  }));
}
