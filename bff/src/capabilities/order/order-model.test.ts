import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allowed } from '@xinglin/shared/kernel/lifecycle';
import { Problem } from '@xinglin/shared/kernel/problem';
import { orderLifecycle } from '@xinglin/shared/order/lifecycle';
import type { OrderEvent, OrderStatus } from '@xinglin/shared/order/contract';
import { auditTable } from '../../kernel/audit.ts';
import { someone, testDatabase } from '../../kernel/testing.ts';
import { system, type Actor } from '../../kernel/actor.ts';
import { moveOrder } from './move.ts';
import { orderById, orderTable } from './store.ts';
import { orderWorld, testCashier } from './testing.ts';

const db = testDatabase();
const { buyer, oneParcel, neighbours } = orderWorld(db, testCashier(db).closePayment);

/** R29: whoever asks for whatever move in whatever order, the database and a plain model agree, and each move leaves one trace. */
type Model = { status: OrderStatus; moves: number };
type Real = { id: string };
const EVENTS: OrderEvent[] = ['pay', 'complete', 'cancel', 'expire', 'refunded'];

class Ask implements fc.AsyncCommand<Model, Real> {
  readonly event: OrderEvent;
  readonly actor: Actor;
  constructor(event: OrderEvent, actor: Actor) {
    this.event = event;
    this.actor = actor;
  }
  check = () => true;
  toString = () => `${this.event} by ${this.actor.role}`;
  async run(model: Model, { id }: Real) {
    const may = allowed(orderLifecycle, model.status, this.actor.role).includes(this.event);
    const moved = await db
      .write((tx) => moveOrder(neighbours, tx, this.actor, id, this.event))
      .then(({ status }) => status)
      .catch((error: unknown) => {
        if (error instanceof Problem) return null;
        throw error;
      });
    expect(moved !== null).toBe(may);
    if (moved) {
      model.moves += 1;
      model.status = moved;
    }
    expect((await orderById(db.read, id))!.status).toBe(model.status);
    const trail = await db.read.findBy(auditTable, { subject: id });
    expect(trail.filter(({ action }) => action !== 'order.place')).toHaveLength(model.moves);
  }
}

test('an order moves as its table says, by whom its table says, whatever is asked of it', async () => {
  const who = [system, someone('patient'), someone('rider'), someone('store_staff'), someone('pharmacist')];
  const { id } = await buyer(oneParcel());
  const ask = fc
    .tuple(fc.constantFrom(...EVENTS), fc.constantFrom(...who))
    .map(([event, actor]) => new Ask(event, actor));
  await fc.assert(
    fc.asyncProperty(fc.commands([ask], { maxCommands: 8 }), async (commands) => {
      await db.write(async (tx) => {
        await tx.update(orderTable, id, { status: 'unpaid' });
        await tx.createQueryBuilder().delete().from(auditTable).where('subject = :id', { id }).execute();
      });
      await fc.asyncModelRun(
        (): { model: Model; real: Real } => ({ model: { status: 'unpaid', moves: 0 }, real: { id } }),
        commands,
      );
    }),
    { numRuns: 2_000 },
  );
}, 300_000);
