import * as contract from '@xinglin/shared/catalogue/contract';
import { route, type Route } from '../../kernel/http.ts';
import type { getDrug } from './get-drug.ts';
import type { searchDrugs } from './search-drugs.ts';

export const catalogueRoutes = (use: {
  search: ReturnType<typeof searchDrugs>;
  get: ReturnType<typeof getDrug>;
}): Route[] => [route(contract.searchDrugs, use.search), route(contract.getDrug, use.get)];
