import type { CatalogueDrug, PrescribedItem } from './ports.ts';

const UNIT_IN_MG: Record<string, number> = {
  kg: 1_000_000,
  g: 1000,
  克: 1000,
  mg: 1,
  毫克: 1,
  ug: 0.001,
  μg: 0.001,
  微克: 0.001,
};

/** `0.25 g` and `250mg` are the same strength; what is no plain mass is compared as text. */
export function sameStrength(a: string, b: string): boolean {
  return normalStrength(a) === normalStrength(b);
}

function normalStrength(text: string): string {
  const plain = text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
  return plain.replace(
    /(\d+(?:\.\d+)?)(kg|mg|g|ug|μg|毫克|微克|克)(?![a-z])/g,
    (_, amount: string, unit: string) => `${+(Number(amount) * UNIT_IN_MG[unit]!).toFixed(6)}mg`,
  );
}

/** Whole packs that make up what the doctor wrote; 0 when its unit is neither the drug's nor that of its pack. */
export function packsFor(
  { quantity, unit }: Pick<PrescribedItem, 'quantity' | 'unit'>,
  drug: CatalogueDrug,
): number {
  if (unit === drug.unit) return Math.ceil(quantity / drug.packUnits);
  return drug.pack.includes(`/${unit}`) ? quantity : 0;
}

/**
 * The drug of our catalogue for one line: same name and strength, and of its packs the one that leaves the fewest units over,
 * then the fewest packs. Never another strength or drug: a pharmacist may not substitute (药品管理法 art. 58).
 */
export function matchItem(
  item: PrescribedItem,
  named: CatalogueDrug[],
): { drug: CatalogueDrug; packs: number } | undefined {
  const over = ({ drug, packs }: { drug: CatalogueDrug; packs: number }) =>
    packs * drug.packUnits - item.quantity;
  return named
    .filter((drug) => sameStrength(drug.strength, item.strength))
    .map((drug) => ({ drug, packs: packsFor(item, drug) }))
    .filter(({ packs }) => packs > 0)
    .sort((a, b) => over(a) - over(b) || a.packs - b.packs || a.drug.id.localeCompare(b.drug.id))[0];
}

/** `0.25g` → 250; null for anything but one plain mass (`150mg/12.5mg`, `5ml:24.4mg`). */
export function plainMassMg(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)mg$/.exec(normalStrength(text));
  return match ? Number(match[1]) : null;
}
