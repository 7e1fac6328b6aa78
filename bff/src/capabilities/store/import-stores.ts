import { z } from 'zod';
import { toInstant } from '@xinglin/shared/kernel/time';
import type { Shift } from '@xinglin/shared/store/rules';
import { cell, upsertRows, type Importer } from '../../kernel/import/importer.ts';
import type { Deps } from './ports.ts';
import { storeTable, type StoreRow } from './store.ts';

const SHIFT = /^([^:|]{1,20}):([^:|]{1,40}):(\d\d:\d\d)-(\d\d:\d\d)(?::(\d{4}-\d\d-\d\d))?$/;

/** `姓名:执业药师证号:08:00-16:00`, with the last day of the licence after it where it is known: `…:2028-06-30`. */
const shift = z.string().transform((value, context): Shift => {
  const [, name, licenceNo, from, to, licenceExpires] = SHIFT.exec(value) ?? [];
  const expiry = licenceExpires === undefined || cell.date().safeParse(licenceExpires).success;
  if (name && licenceNo && time(from) && time(to) && expiry)
    return { name, licenceNo, from: from!, to: to!, ...(licenceExpires && { licenceExpires }) };
  context.addIssue({ code: 'custom', message: `「${value}」应为 姓名:证号:08:00-16:00` });
  return z.NEVER;
});
const time = (value: string | undefined) => cell.timeOfDay().safeParse(value).success;

const fen = cell.integer(0, 1_000_000);
const columns = {
  code: cell.code(),
  name: cell.text(60),
  kind: cell.oneOf(['own', 'partner']),
  address: cell.text(120),
  lng: cell.decimal(73, 136),
  lat: cell.decimal(3, 54),
  phone: cell.text(32),
  opens: cell.timeOfDay(),
  closes: cell.timeOfDay(),
  closed_weekdays: cell.list(cell.integer(1, 7), 7),
  licence_no: cell.text(60),
  licence_scope: cell.list(cell.oneOf(['otc', 'rx', 'chinese_patent', 'refrigerated', 'device']), 5),
  licence_expires: cell.date(),
  pharmacists: cell.list(shift, 12),
  pick_minutes: cell.integer(1, 240),
  delivery_fee_fen: fen,
  free_delivery_fen: cell.orNull(fen),
  delivery_radius_m: cell.integer(0, 10_000),
  min_order_fen: fen,
  packaging_fee_fen: fen,
  cold_chain: cell.flag(),
  source: cell.optionalText(200),
  review_state: cell.optionalText(20),
};
type Row = { [K in keyof typeof columns]: z.output<(typeof columns)[K]> };

/** `stores.csv`: one line a store, known by its code. */
export const storeImporter = ({ now, newId }: Pick<Deps, 'now' | 'newId'>): Importer<Row> => ({
  name: 'stores',
  title: '门店',
  columns,
  optional: ['kind', 'source', 'review_state'],
  key: ({ code }) => code,
  apply: (tx, rows) =>
    upsertRows(tx, {
      table: storeTable,
      key: ['code'],
      rows: rows.map(toFacts),
      create: () => ({ id: newId(), updatedAt: toInstant(now()) }),
      touch: () => ({ updatedAt: toInstant(now()) }),
      label: ({ code, name }) => `${code} ${name}`,
    }),
});

const toFacts = (row: Row): Omit<StoreRow, 'id' | 'updatedAt'> => ({
  code: row.code,
  name: row.name,
  kind: row.kind,
  address: row.address,
  lng: row.lng,
  lat: row.lat,
  phone: row.phone,
  opens: row.opens,
  closes: row.closes,
  closedWeekdays: row.closed_weekdays,
  licenceNo: row.licence_no,
  licenceExpires: row.licence_expires,
  scope: row.licence_scope,
  pharmacists: row.pharmacists,
  pickMinutes: row.pick_minutes,
  deliveryFeeFen: row.delivery_fee_fen,
  freeDeliveryFen: row.free_delivery_fen,
  deliveryRadiusM: row.delivery_radius_m,
  minOrderFen: row.min_order_fen,
  packagingFeeFen: row.packaging_fee_fen,
  coldChain: row.cold_chain,
});
