import { shanghaiDate } from '@xinglin/shared/kernel/time';
import type { Deps } from './ports.ts';
import {
  listInForce,
  prohibitedEntry,
  readProhibitedLists,
  type ListedDrug,
  type ProhibitedEntry,
} from './prohibited-online.ts';
import { buildIndex, type SearchIndex } from './search-index.ts';
import { allDrugs, catalogueStamp, type DrugRow } from './store.ts';

/** How long a copy may be out of date where another process imported; the importing one's event refreshes at once. */
const STALE_AFTER_MS = 5_000;

export type Shelf = {
  index(): Promise<SearchIndex>;
  /** Reads the drugs again if anything changed since. */
  refresh(): Promise<void>;
  prohibited(drug: ListedDrug): ProhibitedEntry | null;
  prohibitedRow(drug: DrugRow): ProhibitedEntry | null;
};

/** The searchable copy of the catalogue in this process, and the list of what may not be sold online. */
export function openShelf({ db, now }: Pick<Deps, 'db' | 'now'>): Shelf {
  const lists = readProhibitedLists();
  let index: SearchIndex | undefined;
  let stamp = '';
  let checkedAt = 0;
  let loading: Promise<void> | undefined;

  const prohibited = (drug: ListedDrug) => prohibitedEntry(listInForce(lists, shanghaiDate(now())), drug);
  const prohibitedRow = (row: DrugRow) => prohibited({ ...row, inns: row.ingredients.map(({ inn }) => inn) });

  async function load() {
    // The list in force may change at midnight without any import, so the day is part of the stamp.
    const latest = `${shanghaiDate(now())} ${await catalogueStamp(db.read)}`;
    if (latest !== stamp || !index) {
      index = buildIndex(await allDrugs(db.read), (drug) => prohibitedRow(drug) !== null);
      stamp = latest;
    }
    checkedAt = now().getTime();
  }
  const refresh = () => (loading ??= load().finally(() => (loading = undefined)));

  return {
    refresh,
    prohibited,
    prohibitedRow,
    async index() {
      if (!index || Math.abs(now().getTime() - checkedAt) > STALE_AFTER_MS) await refresh();
      return index!;
    },
  };
}
