import { catalogueProblem, type DrugPage } from '@xinglin/shared/catalogue/contract';
import type { Actor } from '../../kernel/actor.ts';
import type { Deps } from './ports.ts';
import { presentPage, viewerOf } from './present.ts';
import type { Shelf } from './shelf.ts';
import { findDrug } from './store.ts';

/** A drug's page, as far as this person may see it. */
export const getDrug =
  (deps: Deps, shelf: Shelf) =>
  async (actor: Actor, { id }: { id: string }): Promise<DrugPage> => {
    const row = await findDrug(deps.db.read, id);
    if (!row) throw catalogueProblem('DRUG_NOT_FOUND');
    const [viewer, prices] = await Promise.all([viewerOf(deps, actor), deps.lowestPricesFen([id])]);
    const prohibited = shelf.prohibitedRow(row) !== null;
    return presentPage(viewer, row, { prohibited, fromFen: prices.get(id) ?? null });
  };
