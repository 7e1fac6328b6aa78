const DRUGS = 1 << 20;
const FULL = 0.6;

/**
 * Figures by store and drug number in two flat arrays (open addressing): millions of them in one piece of memory, without an object
 * each. A figure of 0 keeps its place, since what is sold out comes back.
 */
export function stockTable() {
  let capacity = 1 << 12;
  let keys = new Float64Array(capacity);
  let figures = new Int32Array(capacity);
  let used = 0;

  // 0 is an empty place, so keys start at 1.
  const keyOf = (store: number, drug: number) => store * DRUGS + drug + 1;
  const placeOf = (store: number, drug: number): number => {
    const key = keyOf(store, drug);
    let at = Math.imul(Math.imul(store, 0x9e3779b1) ^ drug, 0x85ebca6b);
    at = (at ^ (at >>> 15)) & (capacity - 1);
    while (keys[at] !== 0 && keys[at] !== key) at = (at + 1) & (capacity - 1);
    return at;
  };

  function grow(): void {
    const [oldKeys, oldFigures] = [keys, figures];
    capacity *= 2;
    keys = new Float64Array(capacity);
    figures = new Int32Array(capacity);
    for (let i = 0; i < oldKeys.length; i += 1) {
      const key = oldKeys[i]!;
      if (key === 0) continue;
      const at = placeOf(Math.floor((key - 1) / DRUGS), (key - 1) % DRUGS);
      keys[at] = key;
      figures[at] = oldFigures[i]!;
    }
  }

  return {
    get(store: number, drug: number): number {
      return figures[placeOf(store, drug)]!;
    },
    set(store: number, drug: number, figure: number): void {
      let at = placeOf(store, drug);
      if (keys[at] === 0) {
        if (figure === 0) return;
        if (used + 1 > capacity * FULL) {
          grow();
          at = placeOf(store, drug);
        }
        keys[at] = keyOf(store, drug);
        used += 1;
      }
      figures[at] = figure;
    },
  };
}
