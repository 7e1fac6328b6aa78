import { resolutionsOf, type getBalances, type listMoneyCases } from '@xinglin/shared/payment/desk';
import { decryptOlder } from '../../kernel/crypto.ts';
import type { Handler } from '../../kernel/http.ts';
import { caseTable, reasonOf } from './cases.ts';
import { accountBalances } from './ledger.ts';
import type { Deps } from './ports.ts';

/** Cases for the officer, the oldest open one first, closed ones the newest first. */
export const readCases =
  ({ db, crypto }: Pick<Deps, 'db' | 'crypto'>): Handler<typeof listMoneyCases> =>
  async (_, { page, pageSize, state, kind, day }) => {
    const where = { ...(state && { state }), ...(kind && { kind }), ...(day && { day }) };
    const [rows, total] = await db.read.findAndCount(caseTable, {
      where,
      order: state === 'open' ? { openedAt: 'ASC', id: 'ASC' } : { openedAt: 'DESC', id: 'DESC' },
      skip: (page - 1) * pageSize,
      take: pageSize,
    });
    const items = rows.map(({ caseKey: _key, closedBy: _by, ...row }) => ({
      ...row,
      reason: row.reason && decryptOlder(crypto, row.reason, reasonOf(row.id)),
      resolutions: row.state === 'open' ? resolutionsOf(row) : [],
    }));
    return { items, total };
  };

export const readBalances =
  ({ db }: Pick<Deps, 'db'>): Handler<typeof getBalances> =>
  async () => ({ accounts: await accountBalances(db.read) });
