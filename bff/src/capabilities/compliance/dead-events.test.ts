import { beforeEach, expect, it } from 'vitest';
import { listAudit } from '@xinglin/shared/compliance/contract';
import * as dead from '@xinglin/shared/compliance/dead-events-contract';
import { plus, toInstant } from '@xinglin/shared/kernel/time';
import { eventDropTable } from '../../kernel/dead-events.ts';
import { outboxTable, publish, relayDue, type Reaction } from '../../kernel/outbox.ts';
import { someone, testDatabase, testServer } from '../../kernel/testing.ts';
import { compliance } from './index.ts';
import { quietDeps } from './testing.ts';

const db = testDatabase();
const HOUR_MS = 3_600_000;
let broken: boolean;
let done: string[];
const reactions: Reaction[] = [
  { on: 'refund.due', name: 'payment: refund', effect: async () => tried('refund') },
  { on: 'refund.due', name: 'order: tell', effect: async () => void done.push('tell') },
];
async function tried(what: string) {
  if (broken) throw new Error('退款网关拒绝，电话 19900000101');
  done.push(what);
}
const capability = compliance({
  ...quietDeps(db),
  reactionsOn: (event) => reactions.flatMap(({ on, name }) => (on === event ? [name] : [])),
});
const as = testServer(db, () => capability.routes);
const [first, second] = [someone('compliance_officer'), someone('compliance_officer')];
const reason = '已在网关后台人工退款，单号 8812';
const relay = (hours: number) =>
  relayDue({ db, reactions, onError: () => {} }, plus(toInstant(Date.now()), hours * HOUR_MS));
const list = (state?: dead.DeadState) => as(first)(dead.listDeadEvents, { ...(state && { state }) });
let id: string;

beforeEach(async () => {
  [broken, done] = [true, []];
  await db.write(async (tx) => {
    await tx.clear(outboxTable);
    await tx.clear(eventDropTable);
    await publish(tx, { name: 'refund.due', subject: 'R1', data: { drugName: '阿莫西林' } });
  });
  for (let hour = 1; hour <= 151; hour += 1) await relay(hour);
  ({ id } = await db.read.findOneByOrFail(outboxTable, { name: 'refund.due' }));
});

it('shows a person what failed for good: what was not done and why, and nothing of what the event carries', async () => {
  const { items, total } = await list();
  expect(total).toBe(1);
  expect(items[0]).toMatchObject({
    ...{ id, name: 'refund.due', subject: 'R1', state: 'dead', attempts: 150 },
    undone: ['payment: refund'],
    error: expect.stringContaining('[phone]'),
  });
  expect(JSON.stringify(items)).not.toContain('阿莫西林');
});

it('is done when it is tried again, without repeating what worked', async () => {
  broken = false;
  await as(first)(dead.retryDeadEvent, { id });
  await relay(200);
  expect(done).toEqual(['tell', 'refund']);
  expect((await list()).total).toBe(0);
  await expect(as(first)(dead.retryDeadEvent, { id })).rejects.toMatchObject({ code: 'EVENT_NOT_DEAD' });
});

it('shows one that is still tried but fails for long, before anything is lost', async () => {
  await as(first)(dead.retryDeadEvent, { id });
  for (let hour = 200; hour < 212; hour += 1) await relay(hour);
  expect((await list('failing')).items).toMatchObject([{ id, state: 'failing', attempts: 12 }]);
  expect((await list()).total).toBe(0);
});

it('is given up by two people only, with a reason that does not stand in the database in clear', async () => {
  await expect(as(second)(dead.dropEvent, { id })).rejects.toMatchObject({ code: 'EVENT_DROP_NOT_ASKED' });
  expect((await as(first)(dead.askToDropEvent, { id, reason })).drop).toMatchObject({ reason, mine: true });
  expect((await db.read.findOneByOrFail(eventDropTable, { eventId: id })).reason).not.toContain('8812');
  await expect(as(second)(dead.askToDropEvent, { id, reason })).rejects.toMatchObject({
    code: 'EVENT_DROP_ASKED',
  });
  await expect(as(first)(dead.dropEvent, { id })).rejects.toMatchObject({ code: 'EVENT_SECOND_PERSON' });
  expect(await as(second)(dead.dropEvent, { id })).toMatchObject({ state: 'dropped' });
  await expect(as(second)(dead.dropEvent, { id })).rejects.toMatchObject({ code: 'EVENT_DROP_NOT_ASKED' });
  await expect(as(first)(dead.retryDeadEvent, { id })).rejects.toMatchObject({ code: 'EVENT_NOT_DEAD' });
  expect([(await list()).total, (await list('dropped')).total]).toEqual([0, 1]);
  await relay(300);
  expect(done).not.toContain('refund');
});

it('takes back a request to give up when somebody tries again', async () => {
  await as(first)(dead.askToDropEvent, { id, reason });
  await as(second)(dead.retryDeadEvent, { id });
  await expect(as(second)(dead.dropEvent, { id })).rejects.toMatchObject({ code: 'EVENT_DROP_NOT_ASKED' });
});

it('leaves a line in the audit trail for each act, and is nobody else’s', async () => {
  await as(first)(dead.askToDropEvent, { id, reason });
  await as(second)(dead.dropEvent, { id });
  const { items } = await as(first)(listAudit, { subject: id });
  expect(items.map(({ action }) => action)).toEqual(['event.drop', 'event.ask_drop']);
  for (const role of ['patient', 'rider', 'pharmacist', 'store_staff'] as const)
    await expect(as(someone(role))(dead.listDeadEvents, {})).rejects.toMatchObject({ status: 403 });
});
