import { OutOfBudget } from './columns.ts';
import type { Column } from './columns.ts';

const MOST_LABELS = 2_000_000;

/** The chosen column of each shop. */
export type Choice = { shop: number; column: Column }[];

/** Partial plans as parallel arrays. `open`: demand left, `words` numbers each. */
export class Labels {
  readonly open: number[] = [];
  readonly cost: number[] = [];
  readonly net: number[] = [];
  readonly value: number[] = [];
  readonly used: number[] = [];
  readonly parent: number[] = [];
  readonly column: (Column | null)[] = [];
  readonly shop: number[] = [];
  /** Next label with the same open demand that neither beats. */
  readonly chain: number[] = [];

  root(open: number[]): number {
    this.open.push(...open);
    return this.push(0, 0, 0, 0, -1, null, -1);
  }

  grow(parent: number, column: Column, shop: number, left: number[]): number {
    for (let w = 0; w < left.length; w++) this.open.push(left[w]!);
    return this.push(
      this.cost[parent]! + column.cost,
      this.net[parent]! + column.net,
      this.value[parent]! + column.value,
      this.used[parent]! + column.counts,
      parent,
      column,
      shop,
    );
  }

  private push(
    cost: number,
    net: number,
    value: number,
    used: number,
    parent: number,
    column: Column | null,
    shop: number,
  ): number {
    this.cost.push(cost);
    this.net.push(net);
    this.value.push(value);
    this.used.push(used);
    this.parent.push(parent);
    this.column.push(column);
    this.shop.push(shop);
    if (this.chain.push(-1) > MOST_LABELS) throw new OutOfBudget('labels');
    return this.chain.length - 1;
  }

  choiceOf(label: number): Choice {
    const choice: Choice = [];
    for (let l = label; l >= 0; l = this.parent[l]!) {
      const column = this.column[l];
      if (column) choice.push({ shop: this.shop[l]!, column });
    }
    return choice;
  }
}

/** The labels of one layer by open demand (and channels used, where these are limited); beaten ones are dropped. */
export class Front {
  private readonly heads = new Map<number | string, number>();
  private readonly labels: Labels;
  private readonly counted: boolean;
  private readonly tight: boolean;

  constructor(labels: Labels, counted: boolean, tight: boolean) {
    this.labels = labels;
    this.counted = counted;
    this.tight = tight;
  }

  key(open: number[], used: number): number | string {
    const count = this.counted ? used : 0;
    return open.length === 1 ? open[0]! * 1024 + count : `${open.join(':')}:${count}`;
  }

  /** Is there a label that costs no more and counts no less towards the platform threshold? */
  knows(key: number | string, cost: number, net: number): boolean {
    const { labels, tight } = this;
    for (let l = this.heads.get(key) ?? -1; l >= 0; l = labels.chain[l]!) {
      if (labels.cost[l]! <= cost && (!tight || labels.net[l]! >= net)) return true;
    }
    return false;
  }

  keep(key: number | string, label: number): void {
    const { cost, net, chain } = this.labels;
    let survivors = -1;
    if (this.tight) {
      for (let l = this.heads.get(key) ?? -1; l >= 0;) {
        const after = chain[l]!;
        if (cost[label]! > cost[l]! || net[label]! < net[l]!) {
          chain[l] = survivors;
          survivors = l;
        }
        l = after;
      }
    }
    chain[label] = survivors;
    this.heads.set(key, label);
  }

  all(): number[] {
    const out: number[] = [];
    for (const head of this.heads.values()) for (let l = head; l >= 0; l = this.labels.chain[l]!) out.push(l);
    return out;
  }
}
