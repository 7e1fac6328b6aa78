import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { audit, auditTable } from '../kernel/audit.ts';
import { migrate, openDatabase } from '../kernel/database.ts';
import { allEntities } from '../kernel/entity.ts';
import { someone } from '../kernel/testing.ts';
import { allMigrations } from '../migrations/index.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'xinglin-audit-'));
afterAll(() => rmSync(folder, { recursive: true }));
const url = `sqlite:${path.join(folder, 'x.db')}`;
const AUDIT_KEY = 'a1'.repeat(32);
const verify = () => {
  const { status, stdout } = spawnSync('npm', ['run', '-s', 'audit:verify'], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: url, AUDIT_KEY, AUDIT_ANCHORS: path.join(folder, 'none') },
  });
  return { status, stdout };
};

it('one command tells an inspector whether the trail is as it was written, and names the entry that is not', async () => {
  const db = await openDatabase({
    url,
    entities: allEntities(),
    migrations: await allMigrations(),
    auditKey: Buffer.from(AUDIT_KEY, 'hex'),
  });
  await migrate(db);
  for (const subject of ['a', 'b', 'c'])
    await db.write((tx) => audit(tx, someone('pharmacist'), 'prescription.approve', subject));
  expect(verify()).toEqual({ status: 0, stdout: '3 条审计记录，0 个锚点，与写入时一致\n' });
  await db.write((tx) => tx.update(auditTable, { seq: 2 }, { subject: 'z' }));
  const edited = verify();
  expect(edited.status).toBe(1);
  expect(edited.stdout).toContain('第 2 条：内容或顺序被改动');
  await db.write((tx) => tx.delete(auditTable, { seq: 2 }));
  await db.close();
  const removed = verify();
  expect(removed.status).toBe(1);
  expect(removed.stdout).toContain('第 2 条');
}, 60_000);
