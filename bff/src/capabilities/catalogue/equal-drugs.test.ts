import { expect, it } from 'vitest';
import { drugTable, type DrugRow } from './store.ts';
import { testCatalogue } from './testing.ts';

const { db, room } = testCatalogue();

it('an equal drug has the same name, ingredients, strength and form; a prescription drug has none', async () => {
  const equalsOf = async (
    where: Partial<Pick<DrugRow, 'genericName' | 'strength' | 'pack' | 'drugClass'>>,
  ) => {
    const { id } = await db.read.findOneByOrFail(drugTable, where);
    const equals = await db.read.find(drugTable, { order: { code: 'ASC' } });
    const ids = (await room.equalDrugs(id)).map((each) => each.id);
    return equals
      .filter((each) => ids.includes(each.id))
      .map(({ genericName, strength, pack }) => [genericName, strength, pack]);
  };
  expect(await equalsOf({ genericName: '布洛芬缓释胶囊', strength: '0.3g', pack: '20粒/盒' })).toEqual([
    ['布洛芬缓释胶囊', '0.3g', '24粒/盒'],
  ]);
  expect(await equalsOf({ genericName: '布洛芬缓释片' })).toEqual([]);
  expect(await equalsOf({ drugClass: 'rx' })).toEqual([]);
});
