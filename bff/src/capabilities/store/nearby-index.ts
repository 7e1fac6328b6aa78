import { distanceInMetres, type Gcj02Point } from '@xinglin/shared/kernel/geo';
import { stockTable } from './stock-table.ts';

/** Side of a grid cell in degrees: about 550 m. */
const CELL = 0.005;
/** A little less than the 111 195 m of `distanceInMetres`: as a bound from below it may be too small, never too large. */
const SHORTEST_DEGREE_M = 110_570;
const COLUMNS = 1 << 17;

export type Wanted = { drugId: string; quantity: number };
export type Hit = { storeId: string; distanceM: number; available: number[] };
export type Search = {
  point: Gcj02Point;
  radiusM: number;
  /** Empty: every store. */
  wanted: readonly Wanted[];
  /** `all`: everything in the quantity asked for; `some`: at least one pack of one of them. */
  having: 'all' | 'some';
  /** So many of the nearest; all of them when left out. */
  limit?: number;
  /** Further conditions on a store, asked last. */
  admits?: (storeId: string) => boolean;
};
export type NearbyIndex = ReturnType<typeof nearbyIndex>;

type Places = {
  ids: string[];
  points: Gcj02Point[];
  cells: Map<number, number[]>;
  indexOf: Map<string, number>;
};
type Stock = ReturnType<typeof stockTable>;

/**
 * Where stores are and what they have, in memory: a grid of cells, walked outwards from the person, and one flat table of figures.
 * A search looks at the stores of the cells it reaches and at nothing else, and stops when nobody nearer can be left.
 */
export function nearbyIndex() {
  const places: Places = { ids: [], points: [], cells: new Map(), indexOf: new Map() };
  const { ids, points, cells, indexOf } = places;
  const drugs = new Map<string, number>();
  const stock = stockTable();

  const drugNumber = (drugId: string): number => {
    const known = drugs.get(drugId);
    if (known !== undefined) return known;
    drugs.set(drugId, drugs.size);
    return drugs.size - 1;
  };
  const leave = (at: number) => {
    const key = cellOf(points[at]!);
    const others = cells.get(key)!.filter((each) => each !== at);
    cells.set(key, others);
  };

  return {
    get size() {
      return indexOf.size;
    },
    putStore(storeId: string, point: Gcj02Point): void {
      let at = indexOf.get(storeId);
      if (at === undefined) {
        at = ids.push(storeId) - 1;
        indexOf.set(storeId, at);
      } else leave(at);
      points[at] = point;
      const there = cells.get(cellOf(point));
      if (there) there.push(at);
      else cells.set(cellOf(point), [at]);
    },
    removeStore(storeId: string): void {
      const at = indexOf.get(storeId);
      if (at === undefined) return;
      leave(at);
      indexOf.delete(storeId);
    },
    storeIds: (): string[] => [...indexOf.keys()],
    /** Figures of stores that are not in the index are ignored. */
    setStock(storeId: string, drugId: string, available: number): void {
      const at = indexOf.get(storeId);
      if (at !== undefined) stock.set(at, drugNumber(drugId), Math.max(0, available));
    },
    availableAt(storeId: string, drugId: string): number {
      const [at, drug] = [indexOf.get(storeId), drugs.get(drugId)];
      return at === undefined || drug === undefined ? 0 : stock.get(at, drug);
    },
    /** Nearest first; equal distances by store id. */
    search(asked: Search): Hit[] {
      const wanted = asked.wanted.map((each): Asked => [drugs.get(each.drugId) ?? UNKNOWN, each.quantity]);
      return walk(places, stock, wanted, asked);
    },
  };
}

const UNKNOWN = -1;
type Asked = readonly [drug: number, quantity: number];

/** What the store has of each, or null when it does not have it as asked. */
function held(stock: Stock, at: number, wanted: readonly Asked[], having: Search['having']): number[] | null {
  const found: number[] = [];
  let some = wanted.length === 0;
  for (const [drug, quantity] of wanted) {
    const available = drug === UNKNOWN ? 0 : stock.get(at, drug);
    if (having === 'all' && available < quantity) return null;
    if (available > 0) some = true;
    found.push(available);
  }
  return some ? found : null;
}

/** Ring after ring of cells around the point, until the circle is covered or enough are certain to be the nearest. */
function walk({ ids, points, cells }: Places, stock: Stock, wanted: readonly Asked[], asked: Search): Hit[] {
  const { point, radiusM, having, limit = Infinity, admits = () => true } = asked;
  const hits: Hit[] = [];
  const [column, row] = [columnOf(point.lng), rowOf(point.lat)];
  for (let ring = 0; ; ring += 1) {
    for (const key of ringOf(column, row, ring))
      for (const at of cells.get(key) ?? []) {
        const available = held(stock, at, wanted, having);
        if (!available) continue;
        const distanceM = distanceInMetres(point, points[at]!);
        if (distanceM <= radiusM && admits(ids[at]!)) hits.push({ storeId: ids[at]!, distanceM, available });
      }
    // Whoever is not in the rings so far is further away than this.
    const seenM = seenWithin(point, column, row, ring);
    if (seenM >= radiusM) break;
    if (hits.length >= limit && hits.filter(({ distanceM }) => distanceM <= seenM).length >= limit) break;
  }
  hits.sort((a, b) => a.distanceM - b.distanceM || (a.storeId < b.storeId ? -1 : 1));
  return limit < hits.length ? hits.slice(0, limit) : hits;
}

const columnOf = (lng: number) => Math.floor(lng / CELL);
const rowOf = (lat: number) => Math.floor(lat / CELL);
const cellOf = ({ lng, lat }: Gcj02Point) => rowOf(lat) * COLUMNS + columnOf(lng);

/** The cells exactly `ring` steps away. */
function* ringOf(column: number, row: number, ring: number): Generator<number> {
  if (ring === 0) {
    yield row * COLUMNS + column;
    return;
  }
  for (let x = column - ring; x <= column + ring; x += 1) {
    yield (row - ring) * COLUMNS + x;
    yield (row + ring) * COLUMNS + x;
  }
  for (let y = row - ring + 1; y < row + ring; y += 1) {
    yield y * COLUMNS + column - ring;
    yield y * COLUMNS + column + ring;
  }
}

/** The radius around the point that the rings up to this one cover for certain. */
function seenWithin({ lng, lat }: Gcj02Point, column: number, row: number, ring: number): number {
  const south = lat - (row - ring) * CELL;
  const north = (row + ring + 1) * CELL - lat;
  const west = lng - (column - ring) * CELL;
  const east = (column + ring + 1) * CELL - lng;
  const furthest = Math.min(89, Math.abs(lat) + Math.max(south, north));
  const degree = SHORTEST_DEGREE_M * Math.cos((furthest * Math.PI) / 180);
  return Math.min(Math.min(south, north) * SHORTEST_DEGREE_M, Math.min(west, east) * degree);
}
