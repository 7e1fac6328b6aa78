import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { migrate, openDatabase } from '../kernel/database.ts';
import { allEntities } from '../kernel/entity.ts';
import { someone } from '../kernel/testing.ts';
import { ALL_CHECKED, SIGNED, WORLD_KEYS, prescriptionWorld } from '../capabilities/prescription/testing.ts';
import { prescriptionTable } from '../capabilities/prescription/store.ts';
import { allMigrations } from '../migrations/index.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'xinglin-signatures-'));
afterAll(() => rmSync(folder, { recursive: true }));
const url = `sqlite:${path.join(folder, 'x.db')}`;
const AUDIT_KEY = 'a1'.repeat(32);
const verify = () => {
  const { status, stdout } = spawnSync('npm', ['run', '-s', 'signatures:verify'], {
    encoding: 'utf8',
    env: { ...process.env, ...WORLD_KEYS, DATABASE_URL: url, AUDIT_KEY, PRIVATE_FILES_DIR: folder },
  });
  return { status, stdout };
};

it('one command tells an inspector whether decisions are as they were signed, and names the prescription that is not', async () => {
  const auditKey = Buffer.from(AUDIT_KEY, 'hex');
  const db = await openDatabase({
    url,
    entities: allEntities(),
    migrations: await allMigrations(),
    auditKey,
  });
  await migrate(db);
  const world = prescriptionWorld(db);
  const [lin, fang] = [someone('patient'), someone('pharmacist')];
  world.license(fang);
  const given = { clientIp: '', idempotencyKey: 'one' } as never;
  const claimed = async () => {
    const traceCode = world.issue();
    const { id } = await world.use.submit(lin, { traceCode, patientName: '林晓' }, given);
    await world.use.claim(fang, { id }, given);
    return { id, traceCode };
  };
  const [yes, no] = [await claimed(), await claimed()];
  await world.use.approve(
    fang,
    { id: yes.id, checked: ALL_CHECKED, note: '', refused: [], ...SIGNED },
    given,
  );
  await world.use.reject(fang, { id: no.id, reason: 'over_dose', note: '剂量超过说明书' }, given);
  expect(verify()).toEqual({ status: 0, stdout: '2 个审方决定，与签名一致\n' });
  await db.write((tx) => tx.update(prescriptionTable, { id: no.id }, { status: 'approved' }));
  await db.close();
  const { status, stdout } = verify();
  expect(status).toBe(1);
  expect(stdout).toBe(`处方 ${no.traceCode}（${no.id}）：内容与药师的签名不符，处方、决定或签名被改动过
2 个审方决定，1 个与签名不符
`);
}, 60_000);
