import type { DrugCard } from '@xinglin/shared/catalogue/contract';
import type { Actor } from '../../kernel/actor.ts';
import type { Deps } from './ports.ts';
import { presentCard, viewerOf } from './present.ts';
import type { Shelf } from './shelf.ts';
import { findDrugs } from './store.ts';

/** Cards as this person may see them, in the order asked for; unknown ids are left out. For screens that list drugs. */
export const cardsFor =
  (deps: Deps, shelf: Shelf) =>
  async (actor: Actor, drugIds: string[]): Promise<DrugCard[]> => {
    const [viewer, rows] = await Promise.all([viewerOf(deps, actor), findDrugs(deps.db.read, 'id', drugIds)]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return drugIds
      .map((id) => byId.get(id))
      .filter((row) => row !== undefined)
      .map((row) => presentCard(viewer, { ...row, prohibited: shelf.prohibitedRow(row) !== null }));
  };
