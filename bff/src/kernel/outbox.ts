import { v7 as uuidv7 } from 'uuid';
import { plus, toInstant, type Instant } from '@xinglin/shared/kernel/time';
import { column, entity, nullable } from './entity.ts';
import type { Database, Tx } from './database.ts';

/** Something that happened, or a moment to come, told to whoever listens after the transaction that made it true. */
export type DomainEvent<Name extends string = string, Data extends object = object> = {
  name: Name;
  /** The id of the thing it is about. */
  subject: string;
  data: Data;
};

/** An event as a reaction gets it: `id` is the key that makes an effect on the outside repeatable. */
export type Delivered<E extends DomainEvent> = E & { id: string };

/**
 * What a capability does about an event. It runs at least once, in no promised order, so it re-checks the row.
 * `react` runs in a transaction of its own; `effect` runs outside of any, for calls to the network, keyed by `event.id`.
 */
export type Reaction =
  | { on: string; name: string; react: (tx: Tx, event: Delivered<DomainEvent>) => Promise<void> }
  | { on: string; name: string; effect: (event: Delivered<DomainEvent>) => Promise<void> };

export const on = <E extends DomainEvent>(
  event: E['name'],
  name: string,
  react: (tx: Tx, event: Delivered<E>) => Promise<void>,
): Reaction => ({ on: event, name, react: react as never });

export const effectOn = <E extends DomainEvent>(
  event: E['name'],
  name: string,
  effect: (event: Delivered<E>) => Promise<void>,
): Reaction => ({ on: event, name, effect: effect as never });

export type OutboxRow = DomainEvent & {
  id: string;
  dueAt: Instant;
  attempts: number;
  leaseUntil: Instant | null;
  doneAt: Instant | null;
  deadAt: Instant | null;
  lastError: string | null;
};

export const outboxTable = entity<OutboxRow>(
  'outbox',
  {
    id: column.id(),
    name: column.string(80),
    subject: column.string(64),
    data: column.json(),
    dueAt: column.instant(),
    attempts: column.int(),
    leaseUntil: nullable(column.instant()),
    doneAt: nullable(column.instant()),
    deadAt: nullable(column.instant()),
    lastError: nullable(column.string(500)),
  },
  { index: [['doneAt', 'deadAt', 'dueAt'], ['subject']] },
);

/** Which reaction has already dealt with which event. */
export const outboxDoneTable = entity<{ eventId: string; reaction: string }>(
  'outbox_done',
  { eventId: column.id(), reaction: column.string(120) },
  { key: ['eventId', 'reaction'] },
);

/** Writes the event with the change it tells of: both happen, or neither. With `dueAt` in the future it is a timer. */
export async function publish<E extends DomainEvent>(tx: Tx, event: E, dueAt?: Instant): Promise<void> {
  await tx.insert(outboxTable, {
    id: uuidv7(),
    name: event.name,
    subject: event.subject,
    data: event.data as never,
    dueAt: dueAt ?? toInstant(Date.now()),
    attempts: 0,
    leaseUntil: null,
    doneAt: null,
    deadAt: null,
    lastError: null,
  });
}

const LEASE_MS = 30_000;
/** About eighteen hours: no outage of a neighbour that somebody repairs within a day may lose what follows from money or stock. */
const MAX_ATTEMPTS = 150;
const BATCH = 20;
const retryAfter = (attempts: number) => Math.min(2 ** attempts * 500, 600_000) * (0.5 + Math.random() / 2);

export type Relay = {
  db: Database;
  reactions: Reaction[];
  onError: (error: unknown, event: OutboxRow) => void;
};

/** Hands every due event to its reactions; returns how many events it took. The port both engines execute. */
export async function relayDue(relay: Relay, now = toInstant(Date.now())): Promise<number> {
  const due = await relay.db.read
    .createQueryBuilder(outboxTable, 'o')
    .where('o.doneAt IS NULL AND o.deadAt IS NULL AND o.dueAt <= :now', { now })
    .andWhere('(o.leaseUntil IS NULL OR o.leaseUntil < :now)', { now })
    .orderBy('o.dueAt')
    .addOrderBy('o.id')
    .limit(BATCH)
    .getMany();
  let taken = 0;
  for (const row of due) if (await claim(relay.db, row, now)) taken += await deliver(relay, row, now);
  return taken;
}

/** One of several workers gets the event; the attempt is counted before it runs, so a crash loop ends too. */
async function claim(db: Database, row: OutboxRow, now: Instant): Promise<boolean> {
  const { affected } = await db.write((tx) =>
    tx
      .createQueryBuilder()
      .update(outboxTable)
      .set({ leaseUntil: plus(now, LEASE_MS), attempts: () => 'attempts + 1' })
      .where('id = :id AND doneAt IS NULL AND (leaseUntil IS NULL OR leaseUntil < :now)', { id: row.id, now })
      .execute(),
  );
  return affected === 1;
}

async function deliver({ db, reactions, onError }: Relay, row: OutboxRow, now: Instant): Promise<1> {
  const errors: unknown[] = [];
  for (const reaction of reactions.filter(({ on }) => on === row.name))
    await runOnce(db, row, reaction).catch((error: unknown) => errors.push(error));
  for (const error of errors) onError(error, row);
  const attempts = row.attempts + 1;
  const outcome =
    errors.length === 0
      ? { doneAt: toInstant(Date.now()) }
      : {
          leaseUntil: null,
          dueAt: plus(now, retryAfter(attempts)),
          lastError: String(errors[0]).slice(0, 500),
          ...(attempts >= MAX_ATTEMPTS ? { deadAt: toInstant(Date.now()) } : {}),
        };
  await db.write((tx) => tx.update(outboxTable, row.id, outcome));
  return 1;
}

/** Each reaction has its own note that it ran, so one that fails neither undoes nor repeats the others. */
async function runOnce(db: Database, event: OutboxRow, reaction: Reaction): Promise<void> {
  const note = { eventId: event.id, reaction: reaction.name };
  if ('react' in reaction)
    return db.write(async (tx) => {
      if (await tx.existsBy(outboxDoneTable, note)) return;
      await tx.insert(outboxDoneTable, note);
      await reaction.react(tx, event);
    });
  if (await db.read.existsBy(outboxDoneTable, note)) return;
  await reaction.effect(event);
  await db.write((tx) => tx.insert(outboxDoneTable, note));
}

/** What executes due events. `wake` says there may be some; losing a wake only costs the polling interval. */
export type OutboxEngine = { start(): void; wake(): void; stop(): Promise<void>; drain(): Promise<void> };

/** The engine of the embedded default: this process, woken by commits, polling for timers. */
export function inProcessEngine(relay: Relay, pollMs = 1_000): OutboxEngine {
  let running: Promise<void> | undefined;
  let again = false;
  let timer: NodeJS.Timeout | undefined;
  const run = async () => {
    do {
      again = false;
      while ((await relayDue(relay)) > 0);
    } while (again);
  };
  const wake = () => {
    again = true;
    running ??= run()
      .catch((error: unknown) => relay.onError(error, {} as OutboxRow))
      .finally(() => void (running = undefined));
  };
  return {
    wake,
    start() {
      timer ??= setInterval(wake, pollMs);
      relay.db.onCommit(() => void (timer && setImmediate(wake)));
    },
    async stop() {
      clearInterval(timer);
      timer = undefined;
      await running;
    },
    async drain() {
      await running;
      while ((await relayDue(relay)) > 0);
    },
  };
}
