import type { Count, CountSheet } from '@xinglin/shared/inventory/counting';
import type { Receipt } from '@xinglin/shared/inventory/receiving';
import type { RegisteredSale } from '@xinglin/shared/inventory/register';
import type { StockRequest } from '@xinglin/shared/inventory/requests';
import type { Transfer } from '@xinglin/shared/inventory/transfer';
import { addDays, shanghaiDate } from '@xinglin/shared/kernel/time';
import type { Actor } from '../../kernel/actor.ts';
import { countStore, type CountRow } from './count-store.ts';
import { isOverdue } from './policy.ts';
import type { Deps } from './ports.ts';
import type { ReceiptRow } from './receipt-store.ts';
import type { RegisteredSaleRow } from './register-store.ts';
import { requestStore, type RequestRow } from './request-store.ts';
import { inventoryStore } from './store.ts';
import type { TransferRow } from './transfer-store.ts';

const SHORT_DATED_DAYS = 90;

/** Names of the drugs and people that rows speak of. */
async function names(
  { drugsByIds, staffNames }: Pick<Deps, 'drugsByIds' | 'staffNames'>,
  rows: { drugId?: string }[],
  people: (string | null)[],
) {
  const drugs = await drugsByIds([...new Set(rows.flatMap(({ drugId }) => (drugId ? [drugId] : [])))]);
  const staff = await staffNames([...new Set(people.filter((id) => id !== null))]);
  return {
    drug: (id: string) => {
      const drug = drugs.get(id);
      return {
        drugName: drug?.genericName ?? '未知药品',
        strength: drug?.strength ?? '',
        pack: drug?.pack ?? '',
      };
    },
    storage: (id: string) => drugs.get(id)?.storage ?? 'normal',
    person: (id: string) => staff.get(id) ?? '系统',
    personOrNull: (id: string | null) => (id === null ? null : (staff.get(id) ?? '系统')),
  };
}

export async function presentReceipts(deps: Deps, rows: ReceiptRow[]): Promise<Receipt[]> {
  const { drug, person } = await names(
    deps,
    rows,
    rows.map(({ actorId }) => actorId),
  );
  return rows.map(({ storeId: _, drugId, batchId: __, madeOn: ___, actorId, ...row }) => ({
    ...row,
    ...drug(drugId),
    actorName: person(actorId),
  }));
}

export async function presentRequests(deps: Deps, rows: RequestRow[], actor: Actor): Promise<StockRequest[]> {
  const people = rows.flatMap(({ askedBy, decidedBy }) => [askedBy, decidedBy]);
  const { drug, person, personOrNull } = await names(deps, rows, people);
  const lots = await lotsOf(deps, rows);
  return rows.map(({ storeId: _, drugId, askedBy, decidedBy, transferId: __, ...row }) => ({
    ...row,
    ...drug(drugId),
    lotNo: lots.get(row.batchId)?.lotNo ?? '',
    askedBy: person(askedBy),
    decidedBy: personOrNull(decidedBy),
    mine: askedBy === actor.id,
  }));
}

async function lotsOf({ db }: Pick<Deps, 'db'>, rows: { batchId: string }[]) {
  const batches = await inventoryStore(db.read).batchesByIds([...new Set(rows.map((row) => row.batchId))]);
  return new Map(batches.map((batch) => [batch.id, batch]));
}

export async function presentCounts(deps: Deps, rows: CountRow[]): Promise<Count[]> {
  const { person } = await names(
    deps,
    [],
    rows.map(({ startedBy }) => startedBy),
  );
  return rows.map(({ storeId: _, lineCount: lines, startedBy, ...row }) => ({
    ...row,
    lines,
    startedBy: person(startedBy),
  }));
}

/** By name and lot, as one walks along a shelf. */
export async function presentSheet(deps: Deps, row: CountRow): Promise<CountSheet> {
  const rows = await countStore(deps.db.read).linesOf(row.id);
  const [head] = await presentCounts(deps, [row]);
  const { drug } = await names(deps, rows, []);
  const lots = await lotsOf(deps, rows);
  const lines = rows.map(({ countId: _, drugId, batchId, ...line }) => {
    const { lotNo = '', expires = '' } = lots.get(batchId) ?? {};
    return { ...line, batchId, ...drug(drugId), lotNo, expires };
  });
  const order = (a: (typeof lines)[number], b: (typeof lines)[number]) =>
    a.drugName.localeCompare(b.drugName, 'zh') || a.lotNo.localeCompare(b.lotNo);
  return { ...head!, lines: lines.toSorted(order) };
}

export async function presentTransfers(deps: Deps, rows: TransferRow[], own: string): Promise<Transfer[]> {
  const people = rows.flatMap(({ shippedBy, receivedBy }) => [shippedBy, receivedBy]);
  const { drug, storage, person, personOrNull } = await names(deps, rows, people);
  const stores = new Map((await deps.allStores()).map(({ id, name }) => [id, name]));
  const limit = addDays(shanghaiDate(deps.now()), SHORT_DATED_DAYS);
  const lossAsked = await requestStore(deps.db.read).lossesWaitingFor(rows.map(({ id }) => id));
  return rows.map(({ fromStoreId, toStoreId, drugId, batchId: _, shippedBy, receivedBy, ...row }) => ({
    ...row,
    ...drug(drugId),
    storage: storage(drugId),
    direction: fromStoreId === own ? 'out' : 'in',
    otherStore: stores.get(fromStoreId === own ? toStoreId : fromStoreId) ?? '',
    shortDated: row.expires < limit,
    overdue: isOverdue(row, deps.now()),
    lossAsked: row.state === 'in_transit' && lossAsked.has(row.id),
    shippedBy: person(shippedBy),
    receivedBy: personOrNull(receivedBy),
  }));
}

export async function presentRegister(deps: Deps, rows: RegisteredSaleRow[]): Promise<RegisteredSale[]> {
  const { drug, person } = await names(
    deps,
    rows,
    rows.map(({ actorId }) => actorId),
  );
  return rows.map(({ id, drugId, strength, maker, lotNo, packs, buyerName, idNumber, actorId, at }) => {
    const open = (column: string, value: string) =>
      deps.crypto.decrypt(value, { table: 'registered_sale', column, row: id });
    const number = open('idNumber', idNumber);
    return {
      ...{ id, strength, maker, lotNo, packs, at },
      drugName: drug(drugId).drugName,
      buyerName: open('buyerName', buyerName),
      idNumberMasked: `${number.slice(0, 6)}********${number.slice(-4)}`,
      actorName: person(actorId),
    };
  });
}
