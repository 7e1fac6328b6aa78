import type { searchDrugs as contract } from '@xinglin/shared/catalogue/contract';
import type { Input, Output } from '@xinglin/shared/kernel/endpoint';
import type { Actor } from '../../kernel/actor.ts';
import type { Deps } from './ports.ts';
import { isWithheld, presentCard, viewerOf } from './present.ts';
import type { Shelf } from './shelf.ts';

/**
 * Finds drugs by name, alias, pinyin, INN, or (OTC only) by complaint. Browsing without a query, and by category, shows a
 * patient no prescription drug that is still closed to them: being listed under 降压 would say what it is for.
 */
export const searchDrugs =
  (deps: Pick<Deps, 'approvedDrugIdsOf'>, shelf: Shelf) =>
  async (actor: Actor, { q, category, limit }: Input<typeof contract>): Promise<Output<typeof contract>> => {
    const [index, viewer] = await Promise.all([shelf.index(), viewerOf(deps, actor)]);
    const open = index.all().filter((drug) => !isWithheld(viewer, drug));
    const { drugs, meant } = q === '' ? { drugs: open, meant: null } : index.find(q);
    const items = drugs
      .filter((drug) => !category || (drug.category === category && !isWithheld(viewer, drug)))
      .slice(0, limit);
    const count = new Map<string, number>();
    for (const each of open) count.set(each.category, (count.get(each.category) ?? 0) + 1);
    return {
      items: items.map((drug) => presentCard(viewer, drug)),
      meant: items.length > 0 ? meant : null,
      categories: [...count].sort((a, b) => b[1] - a[1]).map(([name]) => name),
    };
  };
