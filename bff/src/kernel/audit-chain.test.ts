import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { anchorChain, checkLinks, FIRST_LINK, readAnchors, verifyChain, type Anchor } from './audit-chain.ts';
import { audit, auditHeadTable, auditTable, type AuditRow } from './audit.ts';
import { someone, TEST_AUDIT_KEY, testDatabase } from './testing.ts';

const db = testDatabase();
const folder = mkdtempSync(path.join(os.tmpdir(), 'xinglin-anchors-'));
afterAll(() => rmSync(folder, { recursive: true }));
const pharmacist = someone('pharmacist');
const STRANGER = someone('rider').id;
const verify = async (anchors: Anchor[] = []) => (await verifyChain(db.read, TEST_AUDIT_KEY, anchors)).faults;
const at = (seq: number) => db.read.findOneByOrFail(auditTable, { seq });
/** What somebody with the database's password does, past our code. */
const tamper = (seq: number, changes: Partial<AuditRow>) =>
  db.write((tx) => tx.update(auditTable, { seq }, changes as never));

beforeEach(async () => {
  await db.write(async (tx) => {
    await tx.clear(auditTable);
    await tx.update(auditHeadTable, { id: 1 }, { seq: 0, hash: FIRST_LINK });
  });
  for (let i = 1; i <= 5; i += 1)
    await db.write((tx) =>
      audit(tx, pharmacist, 'prescription.approve', `rx-${i}`, { note: '四查十对✓', i }),
    );
});

it('finds nothing wrong with what was written', async () => {
  expect(await verifyChain(db.read, TEST_AUDIT_KEY)).toEqual({ entries: 5, faults: [] });
});

it('names an edited entry by its number, whichever column was edited, and no other', async () => {
  const changes: Partial<AuditRow>[] = [
    { at: '2026-01-01T00:00:00.000Z' },
    { actorId: STRANGER },
    { role: 'rider' },
    { action: 'prescription.reject' },
    { subject: 'rx-9' },
    { data: { note: '四查十对✓', i: 4 } },
    { requestId: 'other' },
    { id: STRANGER },
  ];
  for (const change of changes) {
    const before = await at(3);
    await tamper(3, change);
    expect(await verify(), JSON.stringify(change)).toEqual([{ seq: 3, kind: 'edited' }]);
    await tamper(3, before);
  }
  expect(await verify()).toEqual([]);
});

it('names what was removed, and says of the next that it cannot be proven instead of accusing it', async () => {
  await db.write((tx) => tx.delete(auditTable, { seq: 2 }));
  expect(await verify()).toEqual([
    { seq: 2, kind: 'removed' },
    { seq: 3, kind: 'unproven' },
  ]);
  const rows = await db.read.find(auditTable, { order: { seq: 'ASC' } });
  expect([...(await checkLinks(db.read, TEST_AUDIT_KEY, rows)).values()]).toEqual([
    'holds',
    'unproven',
    'holds',
    'holds',
  ]);
});

it('sees an entry slipped in beside the chain, and one given a number of its own', async () => {
  const entry = await at(4);
  const copy = { ...entry, id: STRANGER };
  await db.write((tx) => tx.insert(auditTable, { ...copy, seq: null, hash: null }));
  expect(await verify()).toEqual([{ seq: 0, kind: 'unchained' }]);
  await db.write((tx) => tx.update(auditTable, { id: copy.id }, { seq: 6, hash: entry.hash }));
  expect(await verify()).toContainEqual({ seq: 6, kind: 'edited' });
});

it('names both of two entries that changed places', async () => {
  await tamper(2, { seq: 99 });
  await tamper(4, { seq: 2 });
  await tamper(99, { seq: 4 });
  const numbers = (await verify()).map(({ seq }) => seq);
  expect(numbers).toContain(2);
  expect(numbers).toContain(4);
});

it('sees a tail that was cut off, even when the head was cut to match, as long as an anchor remembers it', async () => {
  const file = path.join(folder, 'anchors.jsonl');
  await anchorChain(db.read, file);
  await anchorChain(db.read, file);
  expect(readAnchors(file)).toHaveLength(1);
  await db.write((tx) => tx.delete(auditTable, { seq: 5 }));
  expect(await verify()).toEqual([{ seq: 5, kind: 'tail_missing' }]);
  const { hash } = await at(4);
  await db.write((tx) => tx.update(auditHeadTable, { id: 1 }, { seq: 4, hash: hash! }));
  expect(await verify()).toEqual([]);
  expect(await verify(readAnchors(file))).toEqual([{ seq: 5, kind: 'tail_missing' }]);
});

it('sees a chain that was written anew by somebody who has the key', async () => {
  const file = path.join(folder, 'rewritten.jsonl');
  await anchorChain(db.read, file);
  const anchors = readAnchors(file);
  await tamper(5, { hash: 'f'.repeat(64) });
  expect(await verify(anchors)).toContainEqual({ seq: 5, kind: 'not_as_anchored' });
});

it('numbers the entries of 40 units of work at once without a gap, and none of one that failed', async () => {
  await Promise.allSettled(
    Array.from({ length: 40 }, (_, i) =>
      db.write(async (tx) => {
        await audit(tx, pharmacist, 'test.first', `s-${i}`);
        await audit(tx, pharmacist, 'test.second', `s-${i}`);
        if (i % 2) throw new Error('changed my mind');
      }),
    ),
  );
  expect(await verifyChain(db.read, TEST_AUDIT_KEY)).toEqual({ entries: 45, faults: [] });
});

it('refuses to note anything outside a unit of work', async () => {
  await expect(audit(db.read, pharmacist, 'test.stray', 'x')).rejects.toThrow('outside a unit of work');
});
