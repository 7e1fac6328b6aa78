import type { z } from 'zod';
import type { Tx } from '../../kernel/database.ts';
import {
  cell,
  upsertRows,
  type Importer,
  type Numbered,
  type RowFault,
} from '../../kernel/import/importer.ts';
import type { Deps } from './ports.ts';
import { couponTable, pricingStore, type CouponRow } from './store.ts';

const fen = cell.integer(0, 10_000_000);
const columns = {
  code: cell.code(),
  title: cell.text(60),
  scope: cell.oneOf(['store', 'platform', 'channel', 'first_order', 'category']),
  store_code: cell.orNull(cell.code()),
  channel_code: cell.orNull(cell.code()),
  category: cell.orNull(cell.text(20)),
  threshold_fen: fen,
  off_fen: cell.orNull(cell.integer(1, 10_000_000)),
  percent_off: cell.orNull(cell.integer(1, 99)),
  cap_fen: cell.orNull(cell.integer(1, 10_000_000)),
  stackable: cell.flag(),
  per_person: cell.integer(1, 100),
  valid_from: cell.date(),
  valid_until: cell.date(),
  source: cell.optionalText(200),
  review_state: cell.optionalText(20),
};
type Row = { [K in keyof typeof columns]: z.output<(typeof columns)[K]> };
type ImportDeps = Pick<Deps, 'newId' | 'storesByCodes'>;

/** `coupons.csv`: one line a coupon, known by its code. */
export const couponImporter = (deps: ImportDeps): Importer<Row> => ({
  name: 'coupons',
  title: '优惠券',
  columns,
  optional: ['source', 'review_state'],
  key: ({ code }) => code,
  check: async (tx, rows) => {
    const sellers = await sellersOf(
      deps,
      tx,
      rows.map(({ row }) => row),
    );
    return rows.flatMap((each) => faultsOf(each, sellers));
  },
  apply: async (tx, rows) => {
    const sellers = await sellersOf(deps, tx, rows);
    return upsertRows(tx, {
      table: couponTable,
      key: ['code'],
      rows: rows.map((row) => toFacts(row, sellers)),
      create: () => ({ id: deps.newId(), state: 'running' as const }),
      label: ({ code, title }) => `${code} ${title}`,
    });
  },
});

type Sellers = { stores: Map<string, string>; channels: Map<string, string> };

async function sellersOf({ storesByCodes }: ImportDeps, tx: Tx, rows: Row[]): Promise<Sellers> {
  const codes = (of: (row: Row) => string | null) => [
    ...new Set(rows.map(of).filter((code) => code !== null)),
  ];
  const byCode = (all: { id: string; code: string }[]) => new Map(all.map(({ code, id }) => [code, id]));
  return {
    stores: byCode(
      await storesByCodes(
        codes(({ store_code }) => store_code),
        tx,
      ),
    ),
    channels: byCode(await pricingStore(tx).channelsByCodes(codes(({ channel_code }) => channel_code))),
  };
}

function faultsOf({ line, row }: Numbered<Row>, { stores, channels }: Sellers): RowFault[] {
  const fault = (column: keyof Row, reason: string): RowFault => ({
    line,
    column,
    value: String(row[column] ?? ''),
    reason,
  });
  const faults: RowFault[] = [];
  const belongs = (column: 'store_code' | 'channel_code' | 'category', scope: Row['scope'], what: string) => {
    if (row.scope === scope && row[column] === null) faults.push(fault(column, `这种券要填${what}`));
    if (row.scope !== scope && row[column] !== null) faults.push(fault(column, `这种券不能填${what}`));
  };
  belongs('store_code', 'store', '门店');
  belongs('channel_code', 'channel', '渠道');
  belongs('category', 'category', '品类');
  if (row.store_code && !stores.has(row.store_code)) faults.push(fault('store_code', '没有这家门店'));
  if (row.channel_code && !channels.has(row.channel_code)) faults.push(fault('channel_code', '没有这个渠道'));
  if ((row.off_fen === null) === (row.percent_off === null))
    faults.push(fault('off_fen', '减多少钱和打多少折要填一个，也只能填一个'));
  if (row.cap_fen !== null && row.percent_off === null) faults.push(fault('cap_fen', '只有折扣券才有封顶'));
  if (row.valid_until < row.valid_from) faults.push(fault('valid_until', '结束日期早于开始日期'));
  return faults;
}

const toFacts = (row: Row, { stores, channels }: Sellers): Omit<CouponRow, 'id' | 'state'> => ({
  code: row.code,
  title: row.title,
  scope: row.scope,
  storeId: row.store_code ? stores.get(row.store_code)! : null,
  channelId: row.channel_code ? channels.get(row.channel_code)! : null,
  category: row.category,
  thresholdFen: row.threshold_fen,
  offFen: row.off_fen,
  percentOff: row.percent_off,
  capFen: row.cap_fen,
  stackable: row.stackable,
  perPerson: row.per_person,
  validFrom: row.valid_from,
  validUntil: row.valid_until,
});
