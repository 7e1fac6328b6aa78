/**
 * Catalogue: which drugs there are, their leaflets, how people find them, and what may be shown or sold to whom. The display
 * rules of the law live in present.ts, the list of what may not be sold online in config/rules.
 */
import { cardsFor } from './cards-for.ts';
import { equalDrugs } from './equal-drugs.ts';
import { getDrug } from './get-drug.ts';
import { drugImporter } from './import-drugs.ts';
import type { Deps } from './ports.ts';
import { catalogueQueries } from './queries.ts';
import { catalogueReactions } from './reactions.ts';
import { catalogueRoutes } from './routes.ts';
import { searchDrugs } from './search-drugs.ts';
import { openShelf } from './shelf.ts';

export type { Drug } from './queries.ts';

export function catalogue(deps: Deps) {
  const shelf = openShelf(deps);
  const use = { search: searchDrugs(deps, shelf), get: getDrug(deps, shelf) };
  return {
    use,
    routes: catalogueRoutes(use),
    reactions: catalogueReactions(shelf),
    importers: { drugs: drugImporter(deps) },
    /** Builds the search index, so that the first search need not wait. */
    warmUp: () => shelf.refresh(),
    cardsFor: cardsFor(deps, shelf),
    /** For pricing. */
    equalDrugs: equalDrugs(deps),
    ...catalogueQueries(deps, shelf),
  };
}
