import { inventoryProblem } from '@xinglin/shared/inventory/contract';
import { toInstant } from '@xinglin/shared/kernel/time';
import type { Actor } from '../../kernel/actor.ts';
import { column, entity } from '../../kernel/entity.ts';
import { isDuplicate, type Tx } from '../../kernel/database.ts';
import { publishStockChanged, record } from './ledger.ts';
import type { Deps } from './ports.ts';
import { inventoryStore, type Delta } from './store.ts';
import { traceStore } from './trace-store.ts';

export type TakeBack = {
  /** What the goods were sold under: the parcel's id. */
  reference: string;
  storeId: string;
  /** `codes`: the boxes that came back. Without them all boxes of a lot come back when all its units have. */
  lines: { batchId: string; quantity: number; codes?: string[] }[];
  /**
   * Never left the store's hands: available. Was away: quarantine until a second person decides, or destroy. Never came: lost.
   */
  to: 'available' | 'quarantine' | 'destroy' | 'lost';
  /** Names one of several returns of the same parcel, e.g. the refund's id. The same part again changes nothing. */
  part?: string;
};

type TakeBackRow = {
  reference: string;
  batchId: string;
  part: string;
  quantity: number;
  destination: TakeBack['to'];
  actorId: string;
  at: string;
};

/** What came back: the key makes every part of a return happen once. */
export const takeBackTable = entity<TakeBackRow>(
  'take_back',
  {
    reference: column.string(64),
    batchId: column.id(),
    part: column.string(64),
    quantity: column.int(),
    destination: column.string(10),
    actorId: column.id(),
    at: column.instant(),
  },
  { key: ['reference', 'batchId', 'part'] },
);

const deltaOf: Record<TakeBack['to'], (quantity: number) => Delta> = {
  available: (onHand) => ({ onHand }),
  quarantine: (quantity) => ({ onHand: quantity, quarantined: quantity }),
  destroy: () => ({}),
  lost: () => ({}),
};

/** Goods sold under a reference come back, never more than were sold. */
export function takeBack(deps: Pick<Deps, 'now' | 'newId'>) {
  return async (tx: Tx, input: TakeBack, actor: Actor): Promise<void> => {
    const { reference, lines, part = '' } = input;
    const store = inventoryStore(tx);
    const at = toInstant(deps.now());
    const batches = new Map(
      (await store.batchesByIds(lines.map(({ batchId }) => batchId))).map((batch) => [batch.id, batch]),
    );
    for (const line of lines.toSorted((a, b) => (a.batchId < b.batchId ? -1 : 1))) {
      const { batchId, quantity } = line;
      const batch = batches.get(batchId);
      if (batch?.storeId !== input.storeId) throw inventoryProblem('BATCH_NOT_FOUND', { batchId });
      // Of a recalled lot nothing goes back on the shelf, whatever was decided about the parcel.
      const to = batch.recalledAt && input.to === 'available' ? 'quarantine' : input.to;
      const row = { reference, batchId, part, quantity, destination: to, actorId: actor.id, at };
      if (!(await firstTime(tx, row))) continue;
      if (!(await store.countTakenBack(reference, batchId, quantity)))
        throw inventoryProblem('TAKEN_BACK_TOO_MANY', { batchId, quantity });
      await store.add(batchId, deltaOf[to](quantity), at);
      await bookReturn(deps, tx, { ...batch, batchId }, quantity, { ...input, to }, actor);
      await bringCodesBack(tx, line, { ...input, to }, at);
    }
  };
}

const firstTime = (tx: Tx, row: TakeBackRow): Promise<boolean> =>
  tx.insert(takeBackTable, row).then(
    () => true,
    (error: unknown) => {
      if (!isDuplicate(error)) throw error;
      return false;
    },
  );

/** First the goods are back, then they are put away: two lines, so that the ledger tells both. */
async function bookReturn(
  deps: Pick<Deps, 'now' | 'newId'>,
  tx: Tx,
  { batchId, storeId, drugId }: { batchId: string; storeId: string; drugId: string },
  quantity: number,
  { reference, to }: TakeBack,
  actor: Actor,
): Promise<void> {
  const place = { batchId, storeId, drugId };
  const said = { reference, actor };
  await record(tx, deps, { kind: 'return', ...said }, [{ ...place, onHandDelta: quantity }]);
  if (to === 'quarantine')
    await record(tx, deps, { kind: 'quarantine', ...said }, [{ ...place, quarantinedDelta: quantity }]);
  if (to === 'destroy' || to === 'lost')
    await record(tx, deps, { kind: to, ...said }, [{ ...place, onHandDelta: -quantity }]);
  if (to === 'available') await publishStockChanged(tx, [place]);
}

/** A box that comes back partly unknown stays sold: better one box to look up by hand than one sold twice. */
async function bringCodesBack(
  tx: Tx,
  { batchId, codes }: TakeBack['lines'][number],
  { reference, to }: TakeBack,
  at: string,
): Promise<void> {
  if (to === 'lost') return void (await traceStore(tx).lose(reference, at));
  const [row] = (await inventoryStore(tx).reservationsOf(reference)).filter(
    (each) => each.batchId === batchId,
  );
  const sold = (await traceStore(tx).under(reference)).filter((each) => each.batchId === batchId);
  const all = row && row.takenBack === row.quantity ? sold.map(({ code }) => code) : [];
  const own = (codes ?? all).filter((code) => sold.some((each) => each.code === code));
  await traceStore(tx).bringBack(own, reference, to === 'available' ? 'put_back' : 'lock_back', at);
}
