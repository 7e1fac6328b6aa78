/**
 * `npm run bench -- plan [--n 200 --seed N --shapes shared,full,rough,thin]`: made-up baskets of each shape, solved by us and by HiGHS
 * (a mixed-integer program in WebAssembly) one after the other in one run. Ours runs without a budget. Other
 * baskets of the shape are solved before, 200 by ours and 10 by HiGHS, so that the compiling of JavaScript is not measured.
 */
import { parseArgs } from 'node:util';
import type { PlanInstance } from '../../capabilities/pricing/optimise/instance.ts';
import { solve } from '../../capabilities/pricing/optimise/solve.ts';
import { cpuMs, ms, percentile } from './measure.ts';
import { highsSolver } from './plan-highs.ts';
import { drawInstances, SHAPES, type ShapeName } from './plan-instances.ts';

/** Ours is compiled while it runs, HiGHS mostly before. */
const WARM_UP = { ours: 200, theirs: 10 };

type Solver = (instance: PlanInstance) => number | null;
type Run = { totals: (number | null)[]; times: number[]; cpu: number[] };

function run(solver: Solver, instances: PlanInstance[], before: PlanInstance[]): Run {
  for (const instance of before) solver(instance);
  const totals: (number | null)[] = [];
  const cpu: number[] = [];
  const times = instances.map((instance) => ms(() => cpu.push(cpuMs(() => totals.push(solver(instance))))));
  return { totals, times, cpu };
}

const figures = ({ times, cpu }: Run): string =>
  [
    `p50 ${percentile(times, 0.5).toFixed(2)}`,
    `p99 ${percentile(times, 0.99).toFixed(1)}`,
    `worst ${Math.max(...times).toFixed(1)} ms`,
    `of processor time p99 ${percentile(cpu, 0.99).toFixed(1)}, worst ${Math.max(...cpu).toFixed(1)} ms`,
  ].join(', ');

function compare(shape: ShapeName, highs: Solver, n: number, seed: number): void {
  const instances = drawInstances(shape, n, seed);
  const before = drawInstances(shape, WARM_UP.ours, seed + 1);
  const ours = run((instance) => solve(instance).total, instances, before);
  const theirs = run(highs, instances, before.slice(0, WARM_UP.theirs));
  const different = instances.filter((_, k) => ours.totals[k] !== theirs.totals[k]).map(({ id }) => id);
  const unsolvable = ours.totals.filter((total) => total === null).length;
  const { items, channels, coupons } = SHAPES[shape];
  const size = [items, channels, coupons].map(([least, most]) =>
    least === most ? most : `${least}–${most}`,
  );
  const ratio = percentile(theirs.times, 0.5) / percentile(ours.times, 0.5);
  console.log(
    `  ${shape}: ${size.join(' × ')} (items × channels × coupons each), ${unsolvable} without a plan`,
  );
  console.log(`    same optimum ${n - different.length}/${n}${different.map((id) => ` NOT ${id}`).join('')}`);
  console.log(`    ours  ${figures(ours)}`);
  console.log(`    HiGHS ${figures(theirs)}; ours ${ratio.toFixed(0)}× faster at the median`);
}

export async function benchPlan(args: string[] = []): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      n: { type: 'string', default: '200' },
      seed: { type: 'string', default: '20261129' },
      shapes: { type: 'string', default: Object.keys(SHAPES).join() },
    },
  });
  const [n, seed] = [Number(values.n), Number(values.seed)];
  console.log(`plan: n=${n} seed=${seed} of each shape`);
  const highs = await highsSolver();
  for (const shape of values.shapes.split(',')) compare(shape as ShapeName, highs, n, seed);
}
