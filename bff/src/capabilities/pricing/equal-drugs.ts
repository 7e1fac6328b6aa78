import type { EqualDrug, Plan } from '@xinglin/shared/pricing/contract';
import type { Basket } from './basket.ts';
import { storesFor, type Reading, type Way } from './candidates.ts';
import type { Deps } from './ports.ts';

const MOST = 3;

/**
 * Beside what nobody around has enough of: the nearest packs of the same ingredient, strength and form that somebody has. For a
 * person to choose; nothing is put in by itself, and prescription drugs are bought as prescribed.
 */
export async function withEquals(
  deps: Reading & Pick<Deps, 'drugsByIds' | 'equalDrugs'>,
  missing: Plan['missing'],
  basket: Basket,
  way: Way,
): Promise<Plan['missing']> {
  const wanted = basket.items.flatMap(({ qty, parts }) =>
    parts.filter(({ drug }) => drug.class !== 'rx').map(({ drug }) => ({ drugId: drug.id, qty })),
  );
  const told: Plan['missing'] = [];
  for (const each of missing) {
    const line = wanted.find(({ drugId }) => drugId === each.drugId);
    const equal = line ? await equalsOf(deps, line, basket, way) : [];
    told.push(equal.length > 0 ? { ...each, equal } : each);
  }
  return told;
}

async function equalsOf(
  deps: Reading & Pick<Deps, 'drugsByIds' | 'equalDrugs'>,
  { drugId, qty }: { drugId: string; qty: number },
  basket: Basket,
  way: Way,
): Promise<EqualDrug[]> {
  const inBasket = new Set(basket.items.flatMap(({ parts }) => parts.map(({ drug }) => drug.id)));
  const others = (await deps.equalDrugs(drugId)).filter(({ id }) => !inBasket.has(id));
  const drugs = await deps.drugsByIds(others.map(({ id }) => id));
  const found: EqualDrug[] = [];
  for (const { id, approvalNo } of others) {
    const drug = drugs.get(id);
    if (!drug || drug.prohibitedOnline || drug.class === 'rx') continue;
    const alone: Basket = { items: [{ qty, parts: [{ drug, perUnit: 1 }] }], hasRx: false };
    const nearest = (await storesFor(deps, alone, way)).candidates
      .filter(({ stock }) => stock[0]! >= qty)
      .sort((a, b) => a.distanceM - b.distanceM)[0];
    if (!nearest) continue;
    found.push({
      ...{ drugId: id, name: drug.genericName, strength: drug.strength, pack: drug.pack, approvalNo },
      storeName: nearest.store.name,
      distanceM: nearest.distanceM,
      priceFen: nearest.price[0]!,
    });
  }
  return found.sort((a, b) => a.distanceM - b.distanceM).slice(0, MOST);
}
