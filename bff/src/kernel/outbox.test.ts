import { expect, it } from 'vitest';
import { plus, toInstant } from '@xinglin/shared/kernel/time';
import { outboxTable, publish, relayDue, type Reaction } from './outbox.ts';
import { testDatabase } from './testing.ts';

const db = testDatabase();
const event = (name: string) => ({ name, subject: name, data: { a: 1 } });
const later = (ms: number) => plus(toInstant(Date.now()), ms);
const relay = (reactions: Reaction[], now?: string) => relayDue({ db, reactions, onError: () => {} }, now);

it('does not tell of a change that was rolled back', async () => {
  await db
    .write(async (tx) => {
      await publish(tx, event('undone'));
      throw new Error('changed my mind');
    })
    .catch(() => {});
  expect(await db.read.countBy(outboxTable, { name: 'undone' })).toBe(0);
});

it('tries a failed reaction again, later, without repeating the ones that worked', async () => {
  const seen: string[] = [];
  let broken = true;
  const reactions: Reaction[] = [
    { on: 'order.paid', name: 'remind', react: async () => void seen.push('remind') },
    {
      on: 'order.paid',
      name: 'pick',
      effect: async () => {
        if (broken) throw new Error('down');
        seen.push('pick');
      },
    },
    { on: 'order.cancelled', name: 'refund', react: async () => void seen.push('refund') },
  ];
  await db.write((tx) => publish(tx, event('order.paid')));
  expect(await relay(reactions)).toBe(1);
  expect(await relay(reactions)).toBe(0);
  broken = false;
  expect(await relay(reactions, later(60_000))).toBe(1);
  expect(seen).toEqual(['remind', 'pick']);
});

it('gives an event to one of several workers', async () => {
  let runs = 0;
  const reactions: Reaction[] = [{ on: 'raced', name: 'count', effect: async () => void (runs += 1) }];
  await db.write((tx) => publish(tx, event('raced')));
  await Promise.all([relay(reactions), relay(reactions), relay(reactions)]);
  expect(runs).toBe(1);
});

it('keeps a timer until its time', async () => {
  let runs = 0;
  const reactions: Reaction[] = [{ on: 'timer', name: 'ring', react: async () => void (runs += 1) }];
  await db.write((tx) => publish(tx, event('timer'), later(60_000)));
  await relay(reactions);
  expect(runs).toBe(0);
  await relay(reactions, later(61_000));
  expect(runs).toBe(1);
});

it('outlasts a neighbour that is away for half a day', async () => {
  let back = false;
  const reactions: Reaction[] = [
    {
      on: 'outage',
      name: 'ask',
      effect: () => (back ? Promise.resolve() : Promise.reject(new Error('away'))),
    },
  ];
  await db.write((tx) => publish(tx, event('outage')));
  for (let minutes = 0; minutes < 720; minutes += 5) await relay(reactions, later(minutes * 60_000));
  back = true;
  await relay(reactions, later(740 * 60_000));
  expect(await db.read.findOneByOrFail(outboxTable, { name: 'outage' })).toMatchObject({
    ...{ deadAt: null, doneAt: expect.any(String) },
  });
});

it('gives up on a poisoned event in the end and leaves it for a person', async () => {
  const reactions: Reaction[] = [
    { on: 'poison', name: 'die', effect: () => Promise.reject(new Error('always')) },
  ];
  await db.write((tx) => publish(tx, event('poison')));
  for (let i = 1; i <= 155; i += 1) await relay(reactions, later(i * 3_600_000));
  const row = await db.read.findOneByOrFail(outboxTable, { name: 'poison' });
  expect(row.attempts).toBe(150);
  expect(row.deadAt).not.toBeNull();
  expect(row.lastError).toContain('always');
});
