/** What every bench needs: repeatable draws, a clock and percentiles. */

/** mulberry32: a small seeded generator, so that a run can be repeated. */
export function seeded(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const percentile = (times: number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]!;

/** Processor time of this process in ms: what stays the same when others use the machine too. */
export const cpuMs = (fn: () => unknown): number => {
  const before = process.cpuUsage();
  fn();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

export const ms = (fn: () => unknown): number => {
  const startedAt = process.hrtime.bigint();
  fn();
  return Number(process.hrtime.bigint() - startedAt) / 1e6;
};
