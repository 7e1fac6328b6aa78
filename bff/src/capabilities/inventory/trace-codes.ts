import { inventoryProblem } from '@xinglin/shared/inventory/contract';
import { Problem } from '@xinglin/shared/kernel/problem';
import { toInstant } from '@xinglin/shared/kernel/time';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import { onDuplicate, type Tx } from '../../kernel/database.ts';
import type { Deps } from './ports.ts';
import { inventoryStore } from './store.ts';
import { traceStore, type TraceCodeRow } from './trace-store.ts';

export type Scan = { code: string; batchId: string };
export type UseTraceCodes = { reference: string; storeId: string; codes: Scan[] };

/**
 * The boxes in hand leave the store under `reference`, each once (药品追溯码: one code is sold once). The first box that may not
 * throws and ends the caller's transaction; run it inside `auditRefusedScans`, so that the refusal stays on record.
 */
export function useTraceCodes({ now }: Pick<Deps, 'now'>) {
  return async (tx: Tx, { reference, storeId, codes }: UseTraceCodes, actor: Actor): Promise<void> => {
    const store = traceStore(tx);
    // Sorted, so that two pickers with the same boxes wait for each other instead of deadlocking.
    for (const scan of codes.toSorted((a, b) => (a.code < b.code ? -1 : 1)))
      if (!(await store.sell({ ...scan, storeId }, reference, toInstant(now()))))
        throw refusal(scan, storeId, (await store.find([scan.code]))[0]);
    if (codes.length > 0) await audit(tx, actor, 'inventory.scan', reference, { boxes: codes.length });
  };
}

function refusal({ code, batchId }: Scan, storeId: string, known: TraceCodeRow | undefined): Problem {
  const said = { traceCode: code };
  // A box of another store is as unknown here as one nobody received.
  if (known?.storeId !== storeId) return inventoryProblem('TRACE_CODE_UNKNOWN', said);
  if (known.state === 'recalled') return inventoryProblem('TRACE_CODE_RECALLED', said);
  if (known.state === 'missing') return inventoryProblem('TRACE_CODE_MISSING', said);
  if (known.state !== 'in_stock') return inventoryProblem('TRACE_CODE_USED', said);
  if (known.batchId !== batchId) return inventoryProblem('TRACE_CODE_OTHER_BATCH', said);
  // It came back to the shelf while we looked.
  return inventoryProblem('TRACE_CODE_USED', said);
}

const SUSPICIOUS = [
  'TRACE_CODE_UNKNOWN',
  'TRACE_CODE_USED',
  'TRACE_CODE_RECALLED',
  'TRACE_CODE_MISSING',
  'TRACE_CODE_TAKEN',
];

/** Runs `work` outside any transaction; a code it refuses is written to the audit trail after the rollback, and thrown on. */
export function auditRefusedScans({ db }: Pick<Deps, 'db'>) {
  return async <T>(actor: Actor, subject: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Problem && SUSPICIOUS.includes(error.code)) {
        const data = { traceCode: error.extra['traceCode'], reason: error.code };
        await db.write((tx) => audit(tx, actor, 'inventory.scan_refused', subject, data));
      }
      throw error;
    }
  };
}

/** Which lot of the store a scanned box belongs to, if it may leave. @throws as `useTraceCodes` */
export const boxOf =
  ({ db }: Pick<Deps, 'db'>) =>
  async (storeId: string, code: string): Promise<string> => {
    const [known] = await traceStore(db.read).find([code]);
    if (known?.storeId !== storeId || known.state !== 'in_stock')
      throw refusal({ code, batchId: known?.batchId ?? '' }, storeId, known);
    return known.batchId;
  };

/** The boxes that left under the reference. */
export const traceCodesOf =
  ({ db }: Pick<Deps, 'db'>) =>
  async (reference: string, tx: Tx = db.read): Promise<Scan[]> =>
    (await traceStore(tx).under(reference))
      .filter(({ state }) => state === 'sold')
      .map(({ code, batchId }) => ({ code, batchId }));

/** How many boxes of each batch carry a code; the rest is old stock without (无码库) and is sold without a scan. */
export const codesInStock =
  ({ db }: Pick<Deps, 'db'>) =>
  (batchIds: string[], tx: Tx = db.read): Promise<Map<string, number>> =>
    traceStore(tx).countInStock(batchIds);

/**
 * How many boxes of each lot must be scanned so that none with a code leaves unscanned: all of them, but for those that can only
 * be old stock without. Boxes in quarantine count as none.
 */
export const boxesToScan =
  ({ db }: Pick<Deps, 'db'>) =>
  async (lots: { batchId: string; quantity: number }[], tx: Tx = db.read): Promise<Map<string, number>> => {
    const ids = lots.map(({ batchId }) => batchId);
    const [coded, batches] = await Promise.all([
      traceStore(tx).countInStock(ids),
      inventoryStore(tx).batchesByIds(ids),
    ]);
    const standing = new Map(batches.map(({ id, onHand, quarantined }) => [id, onHand - quarantined]));
    return new Map(
      lots.map(({ batchId, quantity }) => {
        const without = Math.max(0, (standing.get(batchId) ?? 0) - (coded.get(batchId) ?? 0));
        return [batchId, Math.max(0, quantity - without)];
      }),
    );
  };

type Place = Pick<TraceCodeRow, 'batchId' | 'storeId' | 'drugId'>;

/** Boxes came in with the goods. A code somebody has registered before stops the whole delivery. */
export function registerCodes({ now }: Pick<Deps, 'now'>) {
  return async (tx: Tx, place: Place, codes: string[]): Promise<void> => {
    const [taken] = await traceStore(tx).find(codes);
    if (taken) throw inventoryProblem('TRACE_CODE_TAKEN', { traceCode: taken.code });
    const updatedAt = toInstant(now());
    await traceStore(tx)
      .insert(
        codes.map((code) => {
          const { batchId, storeId, drugId } = place;
          return { code, batchId, storeId, drugId, state: 'in_stock', reference: null, updatedAt };
        }),
      )
      .catch(onDuplicate(() => inventoryProblem('TRACE_CODE_TAKEN')));
  };
}
