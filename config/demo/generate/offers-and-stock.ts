/**
 * Invented prices and stock for the demo city, as the CSV files the importers read: which store carries what, at which price, in
 * which lots. Deterministic: the same seed, day and master data give the same files, and each pair of store and drug is drawn on
 * its own, so that one more store changes nothing about the others.
 */
export type DemoStore = { code: string; scope: readonly string[]; coldChain: boolean };
export type DemoDrug = {
  code: string;
  class: 'otc_a' | 'otc_b' | 'rx';
  category: string;
  storage: 'normal' | 'cool' | 'refrigerated';
  /** Reference price; the shops' prices lie around it. */
  priceFen: number;
  /** May not be sold online: never offered, never stocked for it. */
  prohibited: boolean;
};
export type DemoChannel = { code: string };
export type DemoWorld = {
  stores: readonly DemoStore[];
  drugs: readonly DemoDrug[];
  channels: readonly DemoChannel[];
  /** Expiry dates count from this day, `YYYY-MM-DD`. */
  today: string;
  seed?: string;
};

/** What people need tonight is nearly everywhere, as in a real city in winter. */
const CORE_CATEGORIES = ['感冒发热', '咳嗽化痰', '咽喉口腔', '儿童用药'];
const CARRIED = { core: 0.94, otc: 0.62, rx: 0.4, channel: 0.85 };
const SPREAD = 0.15;
const CHANNEL_DISCOUNT = 0.08;
/** Shop prices end like this, in fen. */
const ENDINGS = [0, 50, 80, 90];

/** `store_code,channel_code,drug_code,price_fen,valid_from,valid_until`, without validity: from now on. */
export async function* offerLines(world: DemoWorld): AsyncGenerator<string> {
  yield 'store_code,channel_code,drug_code,price_fen,valid_from,valid_until';
  for (const store of world.stores)
    for (const drug of carriedBy(store, world)) {
      const drawn = draw(world, store.code, drug.code, 'price');
      yield `${store.code},,${drug.code},${shopPrice(drug.priceFen * (1 - SPREAD + 2 * SPREAD * drawn()))},,`;
    }
  for (const channel of world.channels)
    for (const drug of world.drugs) {
      const drawn = draw(world, channel.code, drug.code, 'price');
      if (drug.class === 'rx' || drug.prohibited || drawn() >= CARRIED.channel) continue;
      const price = drug.priceFen * (1 - CHANNEL_DISCOUNT) * (0.95 + 0.1 * drawn());
      yield `,${channel.code},${drug.code},${shopPrice(price)},,`;
    }
}

/** `store_code,drug_code,lot_no,expires,on_hand` */
export async function* stockLines(world: DemoWorld): AsyncGenerator<string> {
  yield 'store_code,drug_code,lot_no,expires,on_hand';
  for (const store of world.stores)
    for (const drug of carriedBy(store, world)) {
      const drawn = draw(world, store.code, drug.code, 'stock');
      const lots = drawn() < 0.35 ? 2 : 1;
      // One offer in twelve is sold out; the others have 1 to 40, more of them few than many.
      const onHand = drawn() < 1 / 12 ? 0 : 1 + Math.floor(drawn() ** 1.6 * 40);
      const first = lots === 1 ? onHand : Math.floor(onHand / 2);
      for (let lot = 0; lot < lots; lot += 1) {
        // One in forty is so short-dated that it is not sold online any more.
        const days = lot === 0 && drawn() < 1 / 40 ? 5 + Math.floor(drawn() * 24) : 61 + Math.floor(drawn() * 850);
        const lotNo = `${26 - Math.floor(drawn() * 2)}${digits(drawn(), 5)}${'AB'[lot]}`;
        yield `${store.code},${drug.code},${lotNo},${plusDays(world.today, days)},${lot === 0 ? first : onHand - first}`;
      }
    }
}

/** The lines as a file that can be read from its beginning any number of times: what the import engine takes. */
export const asFile = (name: string, lines: () => AsyncIterable<string>) => ({
  name,
  async *open(): AsyncGenerator<Uint8Array> {
    const encoder = new TextEncoder();
    let part = '';
    for await (const line of lines()) {
      part += `${line}\n`;
      if (part.length < 65_536) continue;
      yield encoder.encode(part);
      part = '';
    }
    yield encoder.encode(part);
  },
});

function* carriedBy(store: DemoStore, world: DemoWorld): Generator<DemoDrug> {
  for (const drug of world.drugs) {
    if (drug.prohibited || !store.scope.includes(drug.class === 'rx' ? 'rx' : 'otc')) continue;
    if (drug.storage === 'refrigerated' && !(store.scope.includes('refrigerated') && store.coldChain)) continue;
    const core = drug.class !== 'rx' && CORE_CATEGORIES.includes(drug.category);
    const share = drug.class === 'rx' ? CARRIED.rx : core ? CARRIED.core : CARRIED.otc;
    if (draw(world, store.code, drug.code, 'carried')() < share) yield drug;
  }
}

/** The nearest price with a usual ending, never under 1.00. */
function shopPrice(fen: number): number {
  const base = Math.floor(fen / 100) * 100;
  const candidates = [base - 100, base, base + 100].flatMap((yuan) => ENDINGS.map((ending) => yuan + ending));
  return Math.max(
    100,
    candidates.reduce((best, each) => (Math.abs(each - fen) < Math.abs(best - fen) ? each : best)),
  );
}

const digits = (drawn: number, length: number) =>
  String(Math.floor(drawn * 10 ** length)).padStart(length, '0');

const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Numbers in [0, 1) that depend only on the words given: FNV-1a for the start, mulberry32 for the rest. */
function draw({ seed = 'xinglin' }: DemoWorld, ...words: string[]): () => number {
  let state = 0x811c9dc5;
  for (const char of [seed, ...words].join('/')) state = Math.imul(state ^ char.codePointAt(0)!, 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
