import { z } from 'zod';
import { problem } from '@xinglin/shared/kernel/problem';
import { addDays, atShanghai, toInstant, type Instant } from '@xinglin/shared/kernel/time';
import type { Tx } from '../../kernel/database.ts';
import {
  cell,
  type Applied,
  type Change,
  type Importer,
  type Numbered,
  type RowFault,
} from '../../kernel/import/importer.ts';
import type { Deps } from './ports.ts';
import { stepFor } from './price-history.ts';
import { channelOfferTable, offerTable, pricingStore, type OfferRow, type OfferTable } from './store.ts';

const optionalCode = cell.orNull(cell.code());
/** A day, or a moment with offset; a day begins at midnight in Shanghai, and as an end it is over at the next one. */
const moment = (edge: 'start' | 'end') =>
  cell.orNull(
    z.string().transform((value, context): Instant => {
      if (z.iso.date().safeParse(value).success)
        return atShanghai(edge === 'start' ? value : addDays(value, 1), '00:00');
      if (z.iso.datetime({ offset: true }).safeParse(value).success) return toInstant(Date.parse(value));
      context.addIssue({
        code: 'custom',
        message: '应为日期或时间，如 2026-12-01 或 2026-12-01T08:00:00+08:00',
      });
      return z.NEVER;
    }),
  );

const columns = {
  store_code: optionalCode,
  channel_code: optionalCode,
  drug_code: cell.code(),
  price_fen: cell.integer(1, 10_000_000),
  valid_from: moment('start'),
  valid_until: moment('end'),
};
type Row = { [K in keyof typeof columns]: z.output<(typeof columns)[K]> };
type ImportDeps = Pick<Deps, 'now' | 'newId' | 'drugsByCodes' | 'storesByCodes'>;

/**
 * `offers.csv`: what a store (or an online channel) asks for a drug. Without `valid_from` the price holds from now on and ends the
 * one before; the same price again changes nothing. With `valid_from` it is put beside the others: a price for a day to come, or
 * with `valid_until` a promotion after which the old price holds again.
 */
export const offerImporter = (deps: ImportDeps): Importer<Row> => ({
  name: 'offers',
  title: '价格',
  columns,
  optional: ['store_code', 'channel_code', 'valid_from', 'valid_until'],
  key: ({ store_code, channel_code, drug_code, valid_from }) =>
    `${store_code ?? channel_code} ${drug_code}${valid_from ? ` ${valid_from}` : ''}`,
  check: (tx, rows) => faultsOf(deps, tx, rows),
  apply: async (tx, rows) => {
    const ids = await idsOf(deps, tx, rows);
    const atStores = rows.filter(({ store_code }) => store_code !== null);
    const online = rows.filter(({ store_code }) => store_code === null);
    const parts = [
      await apply(deps, tx, offerTable, atStores, (row) => ids.seller(row)!, ids.drug),
      await apply(deps, tx, channelOfferTable, online, (row) => ids.seller(row)!, ids.drug),
    ];
    const changes = parts.flatMap((part) => part.changes);
    const sum = (field: 'created' | 'changed' | 'unchanged') => parts.reduce((n, part) => n + part[field], 0);
    return { created: sum('created'), changed: sum('changed'), unchanged: sum('unchanged'), changes };
  },
});

async function idsOf({ drugsByCodes, storesByCodes }: ImportDeps, tx: Tx, rows: Row[]) {
  const codes = (of: (row: Row) => string | null) => [
    ...new Set(rows.map(of).filter((code) => code !== null)),
  ];
  const stores = await storesByCodes(
    codes(({ store_code }) => store_code),
    tx,
  );
  const channels = await pricingStore(tx).channelsByCodes(codes(({ channel_code }) => channel_code));
  const drugs = await drugsByCodes(
    codes(({ drug_code }) => drug_code),
    tx,
  );
  const byCode = (all: { id: string; code: string }[]) => new Map(all.map(({ code, id }) => [code, id]));
  const [storeIds, channelIds] = [byCode(stores), byCode(channels)];
  return {
    drug: drugs,
    seller: ({ store_code, channel_code }: Row) =>
      store_code ? storeIds.get(store_code) : channelIds.get(channel_code ?? ''),
  };
}

async function faultsOf(deps: ImportDeps, tx: Tx, rows: Numbered<Row>[]): Promise<RowFault[]> {
  const ids = await idsOf(
    deps,
    tx,
    rows.map(({ row }) => row),
  );
  const history = await historyBehind(deps, tx, rows, ids);
  return rows.flatMap(({ line, row }): RowFault[] => {
    const fault = (column: keyof Row, reason: string) => [
      { line, column, value: String(row[column] ?? ''), reason },
    ];
    if ((row.store_code === null) === (row.channel_code === null))
      return fault('store_code', '门店和渠道要填一个，也只能填一个');
    if (!ids.seller(row))
      return row.store_code ? fault('store_code', '没有这家门店') : fault('channel_code', '没有这个渠道');
    const drug = ids.drug.get(row.drug_code);
    if (!drug) return fault('drug_code', '没有这个药品');
    if (drug.prohibitedOnline) return fault('drug_code', '该药品国家禁止网络销售，不能定价');
    if (row.valid_until && row.valid_until <= (row.valid_from ?? toInstant(deps.now())))
      return fault('valid_until', '结束时间要晚于开始时间，且不能已经过去');
    const told = history.get(`${ids.seller(row)}/${drug.id}`) ?? [];
    if (row.valid_from && told.length > 0 && stepFor(told, wantedOf(row), row.valid_from))
      return fault('valid_from', '生效时间已经过去，价格历史不能改；不填就是立即生效');
    return [];
  });
}

const wantedOf = (row: Row) => ({
  priceFen: row.price_fen,
  validFrom: row.valid_from,
  validUntil: row.valid_until,
});

/** What is known of the prices that rows with a beginning in the past speak of. */
async function historyBehind(
  { now }: ImportDeps,
  tx: Tx,
  rows: Numbered<Row>[],
  ids: Awaited<ReturnType<typeof idsOf>>,
): Promise<Map<string, OfferRow[]>> {
  const at = toInstant(now());
  const past = rows.filter(({ row }) => row.valid_from !== null && row.valid_from < at).map(({ row }) => row);
  const known = new Map<string, OfferRow[]>();
  for (const table of [offerTable, channelOfferTable]) {
    const of = past.filter(({ store_code }) => (store_code === null) === (table === channelOfferTable));
    const sellerIds = of.map((row) => ids.seller(row)).filter((id) => id !== undefined);
    const drugIds = of.map((row) => ids.drug.get(row.drug_code)?.id).filter((id) => id !== undefined);
    for (const offer of await pricingStore(tx).offersOf(
      table,
      [...new Set(sellerIds)],
      [...new Set(drugIds)],
    )) {
      const key = `${offer.sellerId}/${offer.drugId}`;
      known.set(key, [...(known.get(key) ?? []), offer]);
    }
  }
  return known;
}

async function apply(
  deps: ImportDeps,
  tx: Tx,
  table: OfferTable,
  rows: Row[],
  sellerOf: (row: Row) => string,
  drugs: Map<string, { id: string }>,
): Promise<Applied> {
  const store = pricingStore(tx);
  const now = toInstant(deps.now());
  const drugId = (row: Row) => drugs.get(row.drug_code)!.id;
  const known = new Map<string, OfferRow[]>();
  for (const offer of await store.offersOf(
    table,
    [...new Set(rows.map(sellerOf))],
    [...new Set(rows.map(drugId))],
  )) {
    const key = `${offer.sellerId}/${offer.drugId}`;
    known.set(key, [...(known.get(key) ?? []), offer]);
  }
  const fresh: OfferRow[] = [];
  const changes: Change[] = [];
  for (const row of rows) {
    const place = { sellerId: sellerOf(row), drugId: drugId(row) };
    const next = { priceFen: row.price_fen, validUntil: row.valid_until };
    const offers = known.get(`${place.sellerId}/${place.drugId}`) ?? [];
    const step = stepFor(offers, { ...next, validFrom: row.valid_from }, now);
    if (!step) continue;
    const { before, endsAt, validFrom } = step;
    if (before && endsAt && !(await store.endOffer(table, before, endsAt)))
      throw problem('CHANGED_MEANWHILE');
    fresh.push({ id: deps.newId(), ...place, ...next, validFrom });
    const label = `${row.store_code ?? row.channel_code} ${row.drug_code}`;
    changes.push(
      before
        ? {
            kind: 'changed',
            key: label,
            fields: [{ field: 'priceFen', from: before.priceFen, to: next.priceFen }],
          }
        : { kind: 'created', key: label, fields: [] },
    );
  }
  await store.insertOffers(table, fresh);
  const created = changes.filter(({ kind }) => kind === 'created').length;
  return { created, changed: changes.length - created, unchanged: rows.length - changes.length, changes };
}
