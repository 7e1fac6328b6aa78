import { MINUTE_MS, plus, toInstant } from '@xinglin/shared/kernel/time';
import { problem } from '@xinglin/shared/kernel/problem';
import type { ShortReason } from '@xinglin/shared/order/changes';
import { orderProblem } from '@xinglin/shared/order/contract';
import type { reportShort as contract } from '@xinglin/shared/order/operations';
import { partOf } from '@xinglin/shared/order/shares';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { publish } from '../../kernel/outbox.ts';
import { shortageTable, type ShortageRow } from './changes-table.ts';
import { holdOrderOf } from './deliver-parcel.ts';
import type { ParcelShort, ShortageOver } from './events.ts';
import { note } from './move.ts';
import { mustBeOfStore } from './policy.ts';
import type { Deps } from './ports.ts';
import { presentStoreParcel } from './store-desk.ts';
import { linesOf, orderById, parcelById, type LineRow, type ParcelRow } from './store.ts';
import { newsOf } from './tell.ts';

/** How long the buyer may think; then the units are refunded (journey D4, line 4). */
const ANSWER_WITHIN_MS = 10 * MINUTE_MS;
const OFFERED_STORES = 3;

/** The picker finds fewer units than the books have: the buyer is asked, and nothing of the parcel is picked before. */
export function reportShort(deps: Deps): Handler<typeof contract> {
  const { db } = deps;
  return async (staff, { id, lineId, quantity, batchId, reason }) => {
    const parcel = await parcelById(db.read, id);
    mustBeOfStore(staff, parcel);
    const line = mustHave(await linesOf(db.read, [id]), lineId);
    await mustBeHeld(deps, id, line.drugId, { batchId, quantity });
    await askBuyer(deps, staff, parcel, line, { batchId: batchId ?? null, quantity, reason });
    return presentStoreParcel(deps, (await parcelById(db.read, id))!, staff);
  };
}

type Short = { batchId: string | null; quantity: number; reason: ShortReason };

/** Units of a line cannot be sent: the buyer is asked what should happen. Outside of any transaction. */
export async function askBuyer(
  deps: Deps,
  actor: Actor,
  { id, orderId, storeId }: ParcelRow,
  line: LineRow,
  short: Short,
): Promise<void> {
  const otherStores = await storesFor(deps, orderId, storeId, line, short.quantity);
  await deps.db.write(async (tx) => {
    const order = await holdOrderOf(tx, id);
    const held = (await parcelById(tx, id))!;
    // Nothing was paid that could come back; staff agree on it with the buyer, who may order anew.
    if (order.status === 'unpaid') throw orderProblem('SHORT_BEFORE_PAID');
    // A recall also stops what waits for its slot.
    if (held.status !== 'to_pick' && !(short.reason === 'recalled' && held.status === 'scheduled'))
      throw problem('ILLEGAL_TRANSITION', { state: held.status, event: 'report_short' });
    const shortage = await draft(deps, tx, orderId, id, { lineId: line.id, otherStores, ...short });
    await tx.insert(shortageTable, shortage);
    const { quantity, reason } = short;
    await audit(tx, actor, 'parcel.short', id, { lineId: line.id, quantity, reason });
    await note(deps, tx, { orderId, parcelId: id, what: 'short' });
    const data = { ...(await newsOf(tx, held)), drugId: line.drugId, quantity, shortageId: shortage.id };
    await publish<ParcelShort>(tx, { name: 'parcel.short', subject: id, data });
    const { patientId, orderNo } = order;
    const over = { patientId, orderNo, orderId };
    const timer: ShortageOver = { name: 'order.shortage_over', subject: shortage.id, data: over };
    await publish(tx, timer, shortage.answerBefore);
  });
}

/** Of one lot no more can be short than is set aside of it. */
async function mustBeHeld(
  { picksOf }: Deps,
  parcelId: string,
  drugId: string,
  { batchId, quantity }: { batchId: string | undefined; quantity: number },
): Promise<void> {
  const lots = (await picksOf(parcelId)).filter((lot) => lot.drugId === drugId);
  const held = lots.filter((lot) => !batchId || lot.batchId === batchId);
  if (held.reduce((sum, lot) => sum + lot.quantity, 0) < quantity) throw orderProblem('SHORTAGE_TOO_MUCH');
}

function mustHave(lines: LineRow[], lineId: string): LineRow {
  const line = lines.find((each) => each.id === lineId);
  if (!line) throw orderProblem('PARCEL_NOT_FOUND');
  return line;
}

async function draft(
  { now, newId }: Deps,
  tx: Tx,
  orderId: string,
  parcelId: string,
  asked: Pick<ShortageRow, 'lineId' | 'quantity' | 'otherStores' | 'batchId' | 'reason'>,
): Promise<ShortageRow> {
  const line = mustHave(await linesOf(tx, [parcelId]), asked.lineId);
  if (await tx.existsBy(shortageTable, { lineId: line.id, status: 'asked' }))
    throw orderProblem('SHORTAGE_OPEN');
  const left = line.quantity - line.shortQuantity;
  if (asked.quantity > left) throw orderProblem('SHORTAGE_TOO_MUCH');
  const createdAt = toInstant(now());
  return {
    ...{
      id: newId(),
      orderId,
      parcelId,
      ...asked,
      status: 'asked',
      ...{ platformFen: 0, movedTo: null },
      createdAt,
      decidedAt: null,
    },
    refundFen: partOf(line.paidFen - line.refundedFen, left, asked.quantity),
    answerBefore: plus(createdAt, ANSWER_WITHIN_MS),
  };
}

/** A prescription was claimed for one store, so its drugs do not change stores; for the others, whoever has all units. */
async function storesFor(deps: Deps, orderId: string, storeId: string, line: LineRow, quantity: number) {
  if (line.class === 'rx') return [];
  const order = (await orderById(deps.db.read, orderId))!;
  const near = { lng: order.destinationLng, lat: order.destinationLat };
  const found = await deps.otherStores({
    drugId: line.drugId,
    quantity,
    near,
    except: storeId,
    mode: order.mode,
  });
  return found
    .slice(0, OFFERED_STORES)
    .map(({ storeId: id, storeName, distanceM }) => ({ storeId: id, storeName, distanceM }));
}
