import type { Tx } from '../../kernel/database.ts';
import type { Deps } from './ports.ts';
import { drugTable, findDrugs, type Ingredient } from './store.ts';
import { sameStrength } from './strength.ts';

const contents = (ingredients: Ingredient[]) =>
  ingredients
    .map(({ inn, amount }) => `${inn} ${amount}`)
    .sort()
    .join('; ');

/** Other packs of the same generic name, ingredients, strength, form and route. A prescription drug has none: it is bought as prescribed. */
export const equalDrugs =
  ({ db }: Pick<Deps, 'db'>) =>
  async (drugId: string, tx: Tx = db.read): Promise<{ id: string; approvalNo: string }[]> => {
    const [drug] = await findDrugs(tx, 'id', [drugId]);
    if (!drug || drug.drugClass === 'rx') return [];
    const { genericName, inn, form, route, drugClass } = drug;
    const alike = await tx.find(drugTable, {
      where: { genericName, inn, form, route, drugClass },
      order: { code: 'ASC' },
    });
    return alike
      .filter(
        (each) =>
          each.id !== drug.id &&
          contents(each.ingredients) === contents(drug.ingredients) &&
          sameStrength(each.strength, drug.strength),
      )
      .map(({ id, approvalNo }) => ({ id, approvalNo }));
  };
