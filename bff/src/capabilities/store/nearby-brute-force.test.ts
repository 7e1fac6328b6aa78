import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { expect, it } from 'vitest';
import { distanceInMetres } from '@xinglin/shared/kernel/geo';
import { atShanghai, toInstant } from '@xinglin/shared/kernel/time';
import type { StoreFacts } from '@xinglin/shared/store/rules';
import { someone, testDatabase } from '../../kernel/testing.ts';
import { storeFridgeTable } from './fridge/store.ts';
import { store } from './index.ts';
import { storeDayTable, storeTable } from './store.ts';
import { insertStores, someStore } from './testing.ts';

const db = testDatabase();
const otc = { id: uuidv7(), class: 'otc_b', storage: 'normal', prohibitedOnline: false } as const;
const rx = { ...otc, id: uuidv7(), class: 'rx' } as const;
const cold = { ...otc, id: uuidv7(), storage: 'refrigerated' } as const;
const banned = { ...otc, id: uuidv7(), prohibitedOnline: true };
const drugs = [otc, rx, cold, banned];

type Shelf = { storeId: string; drugId: string; available: number; priceFen: number | null };
let now = new Date();
let shelf: Shelf[] = [];
const of = (s: string[], d?: string[]) =>
  shelf
    .filter(({ storeId, drugId }) => s.includes(storeId) && (!d || d.includes(drugId)))
    .map((each) => ({ ...each, asOf: toInstant(now) }));
const them = store({
  db,
  now: () => now,
  newId: uuidv7,
  drugsByIds: async (ids) => new Map(drugs.filter(({ id }) => ids.includes(id)).map((d) => [d.id, d])),
  stockAt: async (s, d) => of(s, d),
  stockOf: async (s) => of(s),
  stockTouchedSince: async () => [],
  pricesAt: async (s, d) =>
    of(s, d).flatMap(({ priceFen, ...each }) => (priceFen === null ? [] : [{ ...each, priceFen }])),
  drugNames: async () => new Map(),
  tell: () => {},
});

/** Hours by name, with whether they hold at each of the moments asked about: written down, not computed. */
const MOMENTS = ['2026-11-24 12:00', '2026-11-24 01:30', '2026-10-02 12:00'] as const;
const HOURS: Record<
  string,
  { opens: string; closes: string; off?: true; open: [boolean, boolean, boolean] }
> = {
  day: { opens: '08:00', closes: '22:00', open: [true, false, true] },
  night: { opens: '20:00', closes: '06:00', open: [false, true, false] },
  round: { opens: '00:00', closes: '24:00', open: [true, true, true] },
  closedThatDay: { opens: '08:00', closes: '22:00', off: true, open: [false, false, false] },
};
const goods = fc.record({
  available: fc.integer({ min: 0, max: 3 }),
  priceFen: fc.option(fc.integer({ min: 1, max: 3 }), { freq: 6 }),
});
const place = fc.record({
  point: fc.record({
    lng: fc.double({ min: 121.36, max: 121.54, noNaN: true }),
    lat: fc.double({ min: 31.12, max: 31.28, noNaN: true }),
  }),
  goods: fc.array(goods, { minLength: drugs.length, maxLength: drugs.length }),
  licensed: fc.integer({ min: 0, max: 5 }).map((n) => n > 0),
  hours: fc.constantFrom(...Object.keys(HOURS)),
  offOnHolidays: fc.boolean(),
  pharmacist: fc.constantFrom('there', 'lapsed', 'none'),
  fridge: fc.constantFrom('healthy', 'warm', 'silent', 'never read', 'none'),
  scope: fc.constantFrom(['otc', 'rx', 'refrigerated'] as const, ['otc'] as const),
  pickMinutes: fc.integer({ min: 2, max: 30 }),
});
type Place = typeof place extends fc.Arbitrary<infer T> ? T : never;
const basket = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...drugs), fc.integer({ min: 1, max: 2 })), {
    maxLength: 3,
    selector: ([drug]) => drug.id,
  })
  .map((pairs) => pairs.map(([drug, quantity]) => ({ drug, quantity })));

async function build(places: Place[], day: string): Promise<StoreFacts[]> {
  const all = places.map((each): StoreFacts => {
    const { opens, closes } = HOURS[each.hours]!;
    const shift = { name: '甲', licenceNo: 'L', from: '00:00', to: '24:00' };
    const licenceExpires = each.pharmacist === 'there' ? '2030-01-01' : '2026-01-01';
    return someStore({
      ...{ point: each.point, opens, closes, scope: [...each.scope], pickMinutes: each.pickMinutes },
      licenceExpires: each.licensed ? '2030-01-01' : '2026-01-01',
      coldChain: each.fridge !== 'none',
      pharmacists: each.pharmacist === 'none' ? [] : [{ ...shift, licenceExpires }],
    });
  });
  shelf = all.flatMap(({ id }, i) =>
    drugs.map((drug, d) => ({ storeId: id, drugId: drug.id, ...places[i]!.goods[d]! })),
  );
  for (const table of [storeTable, storeFridgeTable, storeDayTable])
    await db.write((tx) => tx.clear(table as typeof storeTable));
  await insertStores(db, all);
  await db.write(async (tx) => {
    for (const [i, { hours, offOnHolidays, fridge }] of places.entries()) {
      const closed = { storeId: all[i]!.id, opens: null, closes: null };
      if (HOURS[hours]!.off) await tx.insert(storeDayTable, { ...closed, day });
      if (offOnHolidays) await tx.insert(storeDayTable, { ...closed, day: 'holiday' });
      if (fridge === 'none' || fridge === 'never read') continue;
      const at = toInstant(now.getTime() - (fridge === 'silent' ? 11 : 9) * 60_000);
      await tx.insert(storeFridgeTable, { storeId: all[i]!.id, celsius: fridge === 'warm' ? 8.1 : 8, at });
    }
  });
  return all;
}

/** The same question answered by looking at every store, in the words of the rules. */
function lookAtEvery(
  places: Place[],
  all: StoreFacts[],
  moment: number,
  ask: {
    me: { lng: number; lat: number };
    radiusM: number;
    wanted: { drug: (typeof drugs)[number]; quantity: number }[];
    sort: string;
  },
) {
  const { me, radiusM, wanted, sort } = ask;
  const looked = places
    .map((each, i) => {
      const metres = distanceInMetres(me, each.point);
      // 2 October is a holiday; a holiday line is weaker than the line of the day itself, and both say closed.
      const open = HOURS[each.hours]!.open[moment]! && !(moment === 2 && each.offOnHolidays);
      const lines = wanted.map(({ drug, quantity }) => {
        const { available, priceFen } = each.goods[drugs.indexOf(drug)]!;
        const may =
          drug !== banned &&
          (drug !== rx || (each.scope.length > 1 && (!open || each.pharmacist === 'there'))) &&
          (drug !== cold || (each.scope.length > 1 && each.fridge === 'healthy'));
        const some = may && priceFen !== null && available > 0;
        return { some, full: some && available >= quantity, fen: (priceFen ?? 0) * quantity };
      });
      const covered = lines.filter(({ full }) => full);
      return {
        ...{ id: all[i]!.id, code: all[i]!.code, metres: Math.round(metres), exact: metres, open, lines },
        licensed: each.licensed,
        covered: covered.length,
        fen: covered.reduce((sum, { fen }) => sum + fen, 0),
        minutes: Math.ceil(each.pickMinutes + 3 + (Math.round(metres) * 1.35) / 200),
      };
    })
    .filter(({ licensed, lines }) => licensed && (lines.length === 0 || lines.some(({ some }) => some)));
  const within = (r: number) => looked.filter(({ exact }) => exact <= r);
  const reach = (r: number) => {
    const open = within(r).filter((each) => each.open);
    if (wanted.length === 0) return open.length > 0 ? 1 : 0;
    return wanted.filter((_, i) => open.some(({ lines }) => lines[i]!.full)).length;
  };
  const radii = [radiusM, ...[3_000, 5_000, 10_000].filter((r) => r > radiusM)];
  const most = Math.max(...radii.map(reach));
  const radius = most === 0 ? radii.at(-1)! : radii.find((r) => reach(r) === most)!;
  const rank = (each: (typeof looked)[number]) => [
    each.open ? 0 : 1,
    each.covered === wanted.length ? 0 : 1,
    ...(sort === 'ready' ? [each.minutes] : sort === 'price' ? [-each.covered, each.fen] : []),
    each.metres,
  ];
  const ids = within(radius)
    .sort((a, b) => {
      const [x, y] = [rank(a), rank(b)];
      const at = x.findIndex((value, i) => value !== y[i]);
      return at < 0 ? (a.code < b.code ? -1 : 1) : x[at]! - y[at]!;
    })
    .map(({ id }) => id);
  return { radius, ids };
}

it('finds in any city, at any hour, for any basket, exactly what a look at every single store finds', async () => {
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(place, { minLength: 12, maxLength: 40 }),
      basket,
      fc.integer({ min: 300, max: 10_000 }),
      fc.constantFrom('distance', 'ready', 'price'),
      fc.integer({ min: 0, max: MOMENTS.length - 1 }),
      async (places, wanted, radiusM, sort, moment) => {
        const [day = '', time = ''] = MOMENTS[moment]!.split(' ');
        now = new Date(atShanghai(day, time));
        const all = await build(places, day);
        const me = { lng: 121.44, lat: 31.19 };
        const expected = lookAtEvery(places, all, moment, { me, radiusM, wanted, sort });
        await them.warmUp();
        const found = await them.use.findNearby(
          someone('patient'),
          {
            ...me,
            radiusM,
            sort: sort,
            drugIds: wanted.map(({ drug }) => drug.id),
            quantities: wanted.map(({ quantity }) => String(quantity)),
          },
          { idempotencyKey: null, ip: '' },
        );
        expect(found.stores.map(({ store: { id } }) => id)).toEqual(expected.ids);
        expect(found.radiusM).toBe(expected.radius);
        answered += expected.ids.length;
      },
    ),
    // Making a failing city smaller takes minutes.
    { numRuns: 60, endOnFailure: true },
  );
  // Random cities that sell nothing would prove nothing.
  expect(answered).toBeGreaterThan(100);
}, 120_000);
