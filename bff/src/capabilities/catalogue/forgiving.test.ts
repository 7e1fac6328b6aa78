import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RX_NOTICE } from '@xinglin/shared/catalogue/contract';
import { someone } from '../../kernel/testing.ts';
import { nearness, spell, withinOne } from './forgiving.ts';
import { substance } from './names.ts';
import { allDrugs } from './store.ts';
import { testCatalogue } from './testing.ts';

const { db, room } = testCatalogue();
const patient = someone('patient');
const ask = (q: string) => room.use.search(patient, { q, limit: 10 });

describe('one slip', () => {
  it('is one unit wrong, missing, extra or swapped, and not two', () => {
    const within = (a: string, b: string) => withinOne([...a], [...b]);
    for (const slip of ['abcd', 'abXd', 'abd', 'abccd', 'abdc', 'Xabcd'])
      expect(within(slip, 'abcd')).toBe(true);
    for (const slip of ['aXXd', 'ab', 'abcdXX', 'dcba']) expect(within(slip, 'abcd')).toBe(false);
  });

  it('is undone by another slip: nearness to one does not depend on which of the two is called right', () => {
    const word = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 6 });
    fc.assert(fc.property(word, word, (a, b) => withinOne(a, b) === withinOne(b, a)));
  });

  it('counts the same sound as nearer than another character, and a far word not at all', () => {
    const name = spell('布洛芬缓释胶囊');
    expect(nearness(spell('布洛分缓释胶囊'), name)).toBe(0);
    expect(nearness(spell('布洛缓释胶囊'), name)).toBe(1);
    expect(nearness(spell('布洛水缓释胶囊'), name)).toBe(2);
    expect(nearness(spell('氯雷他定'), name)).toBeNull();
  });
});

it('finds every substance of four characters and more with any one character wrong, missing or doubled', async () => {
  const drugs = await allDrugs(db.read);
  const spoken = drugs.flatMap(({ genericName, aliases }) => [genericName, ...aliases]);
  const names = [...new Set(drugs.map(({ genericName }) => substance(genericName)))]
    .filter((name) => /^\p{Script=Han}{4,8}$/u.test(name))
    .filter((_, at) => at % 4 === 0);
  const lost: string[] = [];
  for (const name of names)
    for (const at of [1, 2, 3]) {
      const [head, one, tail] = [name.slice(0, at), name[at]!, name.slice(at + 1)];
      for (const slip of [`${head}乙${tail}`, head + tail, head + one + one + tail]) {
        // 黄上清 is no slip for 黄连上清: it stands in 牛黄上清丸.
        if (spoken.some((each) => each.includes(slip))) continue;
        if (!(await ask(slip)).items.some(({ genericName }) => genericName.includes(name)))
          lost.push(`${slip} for ${name}`);
      }
    }
  expect(names.length).toBeGreaterThan(30);
  expect(lost).toEqual([]);
}, 60_000);

it('asks whether another name was meant only when what was typed stands in none', async () => {
  expect((await ask('布络芬')).meant).toBe('布洛芬');
  expect((await ask('布洛芬')).meant).toBeNull();
  expect((await ask('感冒')).meant).toBeNull();
  expect((await ask('请问有没有')).meant).toBeNull();
});

it('suggests a misspelt prescription drug by its name alone: no picture, no category, nothing to buy', async () => {
  const { items, meant } = await ask('阿莫西淋');
  expect(meant).toContain('阿莫西林');
  expect(items[0]).toMatchObject({ class: 'rx', picture: null, category: null, purchasable: false });
  expect(items[0]!.notice).toBe(RX_NOTICE);
});
