import type { DosageForm, DrugCard } from '@xinglin/shared/catalogue/contract';
import type { BasketLine, Plan } from '@xinglin/shared/pricing/contract';
import type { Prescription } from '@xinglin/shared/prescription/contract';

/** The bounds of `makePlan`. */
export const MOST_LINES = 10;
export const MOST_OF_ONE = 20;

/** One drug of the shopping list. `spec` is strength and pack for the eye. `most` is what a prescription covers, or 20. */
export type BasketItem = {
  drugId: string;
  name: string;
  spec: string;
  picture: DosageForm | null;
  quantity: number;
  rx: boolean;
  most: number;
};
export type Basket = {
  items: BasketItem[];
  /** The approved prescription that the prescription drugs are bought on. */
  prescriptionId: string | null;
  /** Whose list it is; null while nobody is signed in. */
  owner: string | null;
};

export const emptyBasket: Basket = { items: [], prescriptionId: null, owner: null };

/** The list with so many of a drug, none takes it off; null when there is no room for one more drug. */
export function withQuantity(
  basket: Basket,
  drug: Omit<BasketItem, 'quantity'>,
  quantity: number,
): Basket | null {
  const known = basket.items.find(({ drugId }) => drugId === drug.drugId);
  if (!known && quantity > 0 && basket.items.length >= MOST_LINES) return null;
  const item = { ...drug, quantity: Math.min(quantity, drug.most) };
  const items = known
    ? basket.items.map((each) => (each.drugId === drug.drugId ? item : each))
    : [...basket.items, item];
  return keepingRule({ ...basket, items: items.filter((each) => each.quantity > 0) });
}

/** The list with what an approved prescription covers, in place of what an earlier one covered. */
export function withPrescription(basket: Basket, { id, items }: Pick<Prescription, 'id' | 'items'>): Basket {
  const covered = (items ?? []).flatMap((item): BasketItem[] =>
    item.drugId === null || item.packs < 1
      ? []
      : [
          {
            drugId: item.drugId,
            name: item.genericName,
            spec: item.strength,
            picture: null,
            quantity: Math.min(item.packs, MOST_OF_ONE),
            rx: true,
            most: Math.min(item.packs, MOST_OF_ONE),
          },
        ],
  );
  const others = basket.items.filter(
    ({ rx, drugId }) => !rx && !covered.some((item) => item.drugId === drugId),
  );
  const room = Math.max(0, MOST_LINES - covered.length);
  return keepingRule({ ...basket, prescriptionId: id, items: [...covered, ...others.slice(0, room)] });
}

/** Without these drugs: they were ordered, or nobody has them. */
export const without = (basket: Basket, drugIds: readonly string[]): Basket =>
  keepingRule({ ...basket, items: basket.items.filter(({ drugId }) => !drugIds.includes(drugId)) });

// Without prescription drugs there is nothing left for a prescription to cover.
const keepingRule = (basket: Basket): Basket =>
  basket.items.some(({ rx }) => rx) ? basket : { ...basket, prescriptionId: null };

/** What `makePlan` takes. */
export const linesOf = ({ items }: Basket): BasketLine[] =>
  items.map(({ drugId, quantity }) => ({ drugId, quantity }));

export const countOf = ({ items }: Basket): number => items.reduce((sum, { quantity }) => sum + quantity, 0);

/** Every drug that an option of a plan brings. */
export const drugsOf = (option: Plan['options'][number]): string[] => [
  ...new Set(option.parcels.flatMap(({ lines }) => lines.map(({ drugId }) => drugId))),
];

/** A drug as it stands in the list; prescription drugs come in by their prescription only. */
export const asItem = ({
  id,
  genericName,
  strength,
  pack,
  picture,
}: DrugCard): Omit<BasketItem, 'quantity'> => ({
  drugId: id,
  name: genericName,
  spec: `${strength} ${pack}`.trim(),
  picture,
  rx: false,
  most: MOST_OF_ONE,
});

/** The list of the person on another phone is not shown to who signs in next on this one. */
export function ownedBy(basket: Basket, person: string | null): Basket {
  if (basket.owner === person || person === null) return basket;
  return basket.owner === null ? { ...basket, owner: person } : { ...emptyBasket, owner: person };
}
