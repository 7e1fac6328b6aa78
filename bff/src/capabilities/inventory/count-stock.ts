import { inventoryProblem } from '@xinglin/shared/inventory/contract';
import type * as contract from '@xinglin/shared/inventory/counting';
import { toInstant } from '@xinglin/shared/kernel/time';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { countStore, type CountRow } from './count-store.ts';
import { keepsBeyond, ownStore } from './policy.ts';
import type { Deps } from './ports.ts';
import { presentCounts, presentSheet } from './present.ts';
import { ask } from './requests.ts';
import { inventoryStore } from './store.ts';

/** A sheet without figures: who counts must look, not agree. */
export function startCount(deps: Deps): Handler<typeof contract.startCount> {
  return async (actor, { scope }) => {
    const storeId = ownStore(actor);
    const row = await deps.db.write(async (tx) => {
      const batches = await inventoryStore(tx).toCount(storeId, scope, keepsBeyond(deps.now()));
      if (batches.length === 0) throw inventoryProblem('COUNT_EMPTY');
      const count: CountRow = {
        id: deps.newId(),
        storeId,
        scope,
        state: 'open',
        lineCount: batches.length,
        differences: null,
        startedBy: actor.id,
        startedAt: toInstant(deps.now()),
        closedAt: null,
      };
      const blank = { countId: count.id, counted: null, expected: null };
      await countStore(tx).insert(
        count,
        batches.map(({ id: batchId, drugId }) => ({ ...blank, batchId, drugId })),
      );
      await audit(tx, actor, 'inventory.count_started', count.id, { scope, lots: batches.length });
      return count;
    });
    return presentSheet(deps, row);
  };
}

/** What agrees is confirmed; each difference becomes an adjustment a second person must confirm. */
export function closeCount(deps: Deps): Handler<typeof contract.closeCount> {
  return async (actor, { id, lines }) => {
    const storeId = ownStore(actor);
    const row = await deps.db.write(async (tx) => {
      const store = countStore(tx);
      const closed = await store.close(id, storeId, toInstant(deps.now()));
      const count = await ownCount(tx, id, storeId);
      if (!closed) throw inventoryProblem('COUNT_CLOSED');
      const counted = new Map(lines.map((line) => [line.batchId, line.counted]));
      const differences = await settle(deps, tx, count, counted, actor);
      await store.setDifferences(id, differences);
      await audit(tx, actor, 'inventory.count_closed', id, { lots: count.lineCount, differences });
      return { ...count, differences };
    });
    return presentSheet(deps, row);
  };
}

async function settle(
  deps: Deps,
  tx: Tx,
  { id: countId, storeId }: CountRow,
  counted: Map<string, number>,
  actor: Actor,
): Promise<number> {
  const lines = await countStore(tx).linesOf(countId);
  const batches = await inventoryStore(tx).batchesByIds(lines.map(({ batchId }) => batchId));
  const agreed: string[] = [];
  for (const { id: batchId, drugId, onHand: expected } of batches) {
    const found = counted.get(batchId);
    if (found === undefined) throw inventoryProblem('COUNT_INCOMPLETE', { batchId });
    await countStore(tx).fill({ countId, batchId, counted: found, expected });
    if (found === expected) agreed.push(batchId);
    else {
      const why = {
        kind: 'adjust',
        reason: 'count_difference',
        note: `实盘 ${found}，账面 ${expected}`,
      } as const;
      await ask(deps, tx, { storeId, drugId, batchId, quantity: found - expected, ...why }, actor);
    }
  }
  await inventoryStore(tx).confirm(agreed, toInstant(deps.now()));
  return batches.length - agreed.length;
}

async function ownCount(tx: Tx, id: string, storeId: string): Promise<CountRow> {
  const count = await countStore(tx).find(id);
  if (count?.storeId !== storeId) throw inventoryProblem('COUNT_NOT_FOUND');
  return count;
}

export function getCount(deps: Deps): Handler<typeof contract.getCount> {
  return async (actor, { id }) => presentSheet(deps, await ownCount(deps.db.read, id, ownStore(actor)));
}

export function listOwnCounts(deps: Deps): Handler<typeof contract.listCounts> {
  return async (actor, { page, pageSize }) => {
    const [rows, total] = await countStore(deps.db.read).list(
      ownStore(actor),
      (page - 1) * pageSize,
      pageSize,
    );
    return { items: await presentCounts(deps, rows), total };
  };
}
