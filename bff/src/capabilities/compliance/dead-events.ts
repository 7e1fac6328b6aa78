import {
  deadEventProblem,
  type askToDropEvent as askContract,
  type DeadEvent,
  type dropEvent as dropContract,
  type listDeadEvents as listContract,
  type retryDeadEvent as retryContract,
} from '@xinglin/shared/compliance/dead-events-contract';
import { toInstant } from '@xinglin/shared/kernel/time';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import { deadEvents, type EventDropRow } from '../../kernel/dead-events.ts';
import type { Handler } from '../../kernel/http.ts';
import { scrub } from '../../kernel/log.ts';
import type { OutboxRow } from '../../kernel/outbox.ts';
import type { Deps } from './ports.ts';

const reasonOf = (row: string) => ({ table: 'event_drop', column: 'reason', row });

/** What failed for good, is failing or was given up; what the event carries stays out, since it may tell of health. */
export function listDeadEvents(deps: Deps): Handler<typeof listContract> {
  return async (officer, { state, page, pageSize }) => {
    const [rows, total] = await deadEvents(deps.db.read).page(state, (page - 1) * pageSize, pageSize);
    return { items: await Promise.all(rows.map((row) => present(deps, officer, row))), total };
  };
}

/** At once and from the beginning; what worked already is not repeated. It takes back a request to give up. */
export function retryDeadEvent(deps: Deps): Handler<typeof retryContract> {
  return (officer, { id }) =>
    act(deps, officer, id, 'event.retry', async (tx, { attempts }) => {
      if (!(await deadEvents(tx).revive(id, toInstant(deps.now())))) throw deadEventProblem('EVENT_NOT_DEAD');
      return { attempts };
    });
}

/** Nothing follows any more from what happened: so one person says why, and a second one agrees. */
export function askToDropEvent(deps: Deps): Handler<typeof askContract> {
  return (officer, { id, reason }) =>
    act(deps, officer, id, 'event.ask_drop', async (tx, { deadAt, doneAt }) => {
      if (!deadAt || doneAt) throw deadEventProblem('EVENT_NOT_DEAD');
      const asked = {
        ...{ eventId: id, askedBy: officer.id, askedAt: toInstant(deps.now()) },
        ...{ reason: deps.crypto.encrypt(reason, reasonOf(id)), droppedBy: null, droppedAt: null },
      };
      if (!(await deadEvents(tx).askDrop(asked))) throw deadEventProblem('EVENT_DROP_ASKED');
      return { reason: scrub(reason) };
    });
}

export function dropEvent(deps: Deps): Handler<typeof dropContract> {
  return (officer, { id }) =>
    act(deps, officer, id, 'event.drop', async (tx) => {
      if (await deadEvents(tx).drop(id, officer.id, toInstant(deps.now()))) return {};
      const asked = await deadEvents(tx).dropOf(id);
      const own = asked?.askedBy === officer.id && asked.droppedAt === null;
      throw deadEventProblem(own ? 'EVENT_SECOND_PERSON' : 'EVENT_DROP_NOT_ASKED');
    });
}

async function act(
  deps: Deps,
  officer: Actor,
  id: string,
  action: string,
  write: (tx: Tx, row: OutboxRow) => Promise<object>,
): Promise<DeadEvent> {
  const row = await deps.db.write(async (tx) => {
    const before = await deadEvents(tx).find(id);
    if (!before) throw deadEventProblem('EVENT_NOT_FOUND');
    const told = await write(tx, before);
    await audit(tx, officer, action, id, { event: before.name, subject: before.subject, ...told });
    return (await deadEvents(tx).find(id))!;
  });
  return present(deps, officer, row);
}

async function present(deps: Deps, officer: Actor, row: OutboxRow): Promise<DeadEvent> {
  const { id, name, subject, attempts, deadAt, dueAt, lastError } = row;
  const done = await deadEvents(deps.db.read).doneOf(id);
  const drop = await deadEvents(deps.db.read).dropOf(id);
  return {
    ...{ id, name, subject, attempts, deadAt },
    state: drop?.droppedAt ? 'dropped' : deadAt ? 'dead' : 'failing',
    nextTryAt: deadAt ? null : dueAt,
    error: scrub(lastError ?? ''),
    undone: deps.reactionsOn(name).filter((reaction) => !done.includes(reaction)),
    drop: drop && (await presentDrop(deps, officer, drop)),
  };
}

async function presentDrop({ crypto, displayNameOf }: Deps, officer: Actor, drop: EventDropRow) {
  const nameOf = async (id: string) => (await displayNameOf(id)) ?? '未知';
  const { eventId, askedBy, askedAt, reason, droppedBy, droppedAt } = drop;
  return {
    reason: crypto.decrypt(reason, reasonOf(eventId)),
    askedBy: await nameOf(askedBy),
    askedAt,
    mine: askedBy === officer.id,
    droppedBy: droppedBy && (await nameOf(droppedBy)),
    droppedAt,
  };
}
