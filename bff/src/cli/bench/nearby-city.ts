import type { Gcj02Point } from '@xinglin/shared/kernel/geo';
import { seeded } from './measure.ts';
import { nearbyIndex, type Hit, type Wanted } from '../../capabilities/store/nearby-index.ts';

/** One square of 40 km around 徐家汇 at every size: more stores stand denser, which is the hard way to grow. */
const CENTRE = { lng: 121.437, lat: 31.1945 };
const HALF_LNG = 0.21;
const HALF_LAT = 0.18;
const PER_STORE = 60;
export const RADIUS_M = 3_000;
export const MOST = 20;
/** The moment asked about, in minutes of the day, and its day as a number. */
export const NOON = 720;
export const TODAY = 20_780;

export type CityStore = {
  point: Gcj02Point;
  opens: number;
  closes: number;
  licenceDay: number;
  stock: Map<number, number>;
};
export type Question = { point: Gcj02Point; wanted: { drug: number; quantity: number }[] };
/** Store number and metres, nearest first. */
export type Answer = { store: number; distanceM: number }[];
export type City = { stores: CityStore[]; questions: Question[]; lines: number };

/** Popular items are in most stores and most baskets, as in a real shop: the rank follows a power of the draw. */
const itemOf = (next: () => number, items: number) => Math.floor(items * next() ** 4);

export function makeCity(size: { stores: number; items: number; questions: number; seed: number }): City {
  const next = seeded(size.seed);
  const spot = () => ({
    lng: CENTRE.lng + (2 * next() - 1) * HALF_LNG,
    lat: CENTRE.lat + (2 * next() - 1) * HALF_LAT,
  });
  const stores = Array.from({ length: size.stores }, (): CityStore => {
    const stock = new Map<number, number>();
    for (let i = 0; i < PER_STORE; i += 1) stock.set(itemOf(next, size.items), Math.floor(next() * 12));
    return {
      point: spot(),
      opens: 420 + Math.floor(next() * 6) * 30,
      closes: next() < 0.1 ? 690 : 1200 + Math.floor(next() * 8) * 30,
      licenceDay: next() < 0.03 ? TODAY - 1 : TODAY + 400,
      stock,
    };
  });
  const questions = Array.from({ length: size.questions }, (): Question => {
    const drugs = new Set(Array.from({ length: 1 + Math.floor(next() * 3) }, () => itemOf(next, size.items)));
    return {
      point: spot(),
      wanted: [...drugs].map((drug) => ({ drug, quantity: 1 + Math.floor(next() * 2) })),
    };
  });
  return { stores, questions, lines: stores.reduce((sum, { stock }) => sum + stock.size, 0) };
}

const serves = ({ opens, closes, licenceDay }: CityStore) =>
  opens <= NOON && NOON < closes && licenceDay >= TODAY;

/** The index of the BFF, filled with the city. */
export function ours({ stores }: City): (question: Question) => Answer {
  const index = nearbyIndex();
  const open = new Set<string>();
  stores.forEach((store, at) => {
    index.putStore(String(at), store.point);
    for (const [drug, available] of store.stock) index.setStock(String(at), String(drug), available);
    if (serves(store)) open.add(String(at));
  });
  const admits = (id: string) => open.has(id);
  return ({ point, wanted }) => {
    const asked = wanted.map(({ drug, quantity }): Wanted => ({ drugId: String(drug), quantity }));
    return index
      .search({ point, radiusM: RADIUS_M, wanted: asked, having: 'all', limit: MOST, admits })
      .map(({ storeId, distanceM }: Hit) => ({ store: Number(storeId), distanceM }));
  };
}

/** Earth radii and grids differ by less than this over 3 km. */
const TOLERANCE_M = 3;

/** The same stores at the same distances; who stands at the very edge of the circle may differ. */
export function agree(a: Answer, b: Answer): boolean {
  const both = Math.min(a.length, b.length);
  const edge = [...a.slice(both), ...b.slice(both)].every(
    ({ distanceM }) => distanceM > RADIUS_M - TOLERANCE_M,
  );
  return (
    edge && a.slice(0, both).every(({ distanceM }, i) => Math.abs(distanceM - b[i]!.distanceM) <= TOLERANCE_M)
  );
}
