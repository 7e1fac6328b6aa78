import loadHighs from 'highs';
import type { PlanInstance } from '../../capabilities/pricing/optimise/instance.ts';

/** A linear expression in the LP text format. */
const sumOf = (terms: (readonly [number, string])[]): string =>
  terms.map(([factor, name]) => `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} ${name}`).join(' ');
const minus = (terms: (readonly [number, string])[]) => terms.map(([f, name]) => [-f, name] as const);

interface Model {
  cost: (readonly [number, string])[];
  rows: string[];
  bounds: string[];
  whole: string[];
  binary: string[];
}

/** x: units, u: channel used, w: its fee waived, y: its coupon. Returns the goods and the coupons of the channel. */
function addChannel(model: Model, instance: PlanInstance, j: number) {
  const channel = instance.channels[j]!;
  const goods: (readonly [number, string])[] = [];
  let most = 0;
  for (const [i, { qty }] of instance.items.entries()) {
    const price = channel.price[i];
    const cap = Math.min(qty, channel.stock[i]!);
    if (price == null || cap === 0) continue;
    goods.push([price, `x${i}_${j}`]);
    model.bounds.push(`x${i}_${j} <= ${cap}`);
    model.whole.push(`x${i}_${j}`);
    most += price * cap;
  }
  const offs = channel.coupons.map((c, k) => [c.off, `y${j}_${k}`] as const);
  if (goods.length === 0) return { goods, offs: [] };
  model.binary.push(`u${j}`, `w${j}`, ...offs.map(([, name]) => name));
  model.cost.push(...goods, [channel.fee, `u${j}`], [-channel.fee, `w${j}`], ...minus(offs));
  const ats = channel.coupons.map((c, k) => [-c.at, `y${j}_${k}`] as const);
  model.rows.push(
    `${sumOf([...goods, [-most, `u${j}`]])} <= 0`,
    `${sumOf([...goods, [-Math.max(1, channel.min_order), `u${j}`]])} >= 0`,
    `w${j} - u${j} <= 0`,
    channel.free_at === null ? `w${j} = 0` : `${sumOf([...goods, [-channel.free_at, `w${j}`]])} >= 0`,
  );
  if (offs.length > 0) {
    model.rows.push(`${sumOf([...offs.map(([, name]) => [1, name] as const), [-1, `u${j}`]])} <= 0`);
    model.rows.push(`${sumOf([...goods, ...ats])} >= 0`);
  }
  return { goods, offs };
}

/** The rules of ../shared/data/plan/README.md as a mixed-integer program. */
function modelOf(instance: PlanInstance): string {
  const model: Model = { cost: [], rows: [], bounds: [], whole: [], binary: [] };
  const parts = instance.channels.map((_, j) => addChannel(model, instance, j));
  for (const [i, { qty }] of instance.items.entries()) {
    const sold = model.whole.filter((name) => name.startsWith(`x${i}_`));
    model.rows.push(`${sumOf(sold.map((name) => [1, name] as const))} = ${qty}`);
  }
  const used = model.binary.filter((name) => name.startsWith('u'));
  model.rows.push(`${sumOf(used.map((name) => [1, name] as const))} <= ${instance.max_channels}`);
  const net = parts.flatMap(({ goods, offs }) => [...goods, ...minus(offs)]);
  // Coupons may exceed the goods: without a platform coupon the net may be as low as minus all of them.
  const lowest = parts.flatMap(({ offs }) => offs).reduce((sum, [off]) => sum + off, 0);
  const platform = instance.platform_coupons.map(({ at, off }, k) => ({ at, off, name: `z${k}` }));
  for (const { at, off, name } of platform) {
    model.binary.push(name);
    model.cost.push([-off, name]);
    model.rows.push(`${sumOf([...net, [-at - lowest, name]])} >= ${-lowest}`);
  }
  if (platform.length > 0) model.rows.push(`${platform.map(({ name }) => name).join(' + ')} <= 1`);
  const rows = model.rows.map((row, r) => ` r${r}: ${row}`);
  const { bounds, whole, binary } = model;
  return ['Minimize', ` cost: ${sumOf(model.cost)}`, 'Subject To', ...rows, 'Bounds', ...bounds, 'General']
    .concat(whole, 'Binary', binary, 'End')
    .join('\n');
}

/** The optimum that HiGHS proves for a basket of which nothing is missing, null when it finds none. */
export async function highsSolver(): Promise<(instance: PlanInstance) => number | null> {
  const highs = await loadHighs();
  const options = { output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0.5, mip_feasibility_tolerance: 1e-9 };
  return (instance) => {
    const { Status, ObjectiveValue } = highs.solve(modelOf(instance), options);
    if (Status === 'Infeasible') return null;
    if (Status !== 'Optimal') throw new Error(`HiGHS ended with ${Status} on ${instance.id}`);
    return Math.round(ObjectiveValue);
  };
}
