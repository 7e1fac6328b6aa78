/**
 * Makes this machine ready to run the product: settings with simulators for what has no credentials, the migrated database,
 * the demo city. Writes `<folder>/environment.json` and `<folder>/staff.json`. Doing it again changes nothing.
 * `tsx bff/src/cli/prepare.ts --folder var/demo --ports 1,2,3,4,5,6`
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readSettings } from '../../../config/env.ts';
import { createApp } from '../app.ts';
import { accessTokens } from '../kernel/auth.ts';
import { fieldCryptoFrom } from '../kernel/crypto.ts';
import { migrate, openDatabase } from '../kernel/database.ts';
import { allEntities } from '../kernel/entity.ts';
import { createLog } from '../kernel/log.ts';
import { allMigrations } from '../migrations/index.ts';
import { createOutside } from '../outside.ts';
import { demoColdStores, importDemoCity } from './demo/city.ts';
import { demoEnvironment } from './demo/environment.ts';
import { pairDemoSensors } from './demo/fridge-sensors.ts';
import { appointDemoPeople } from './demo/people.ts';

const DEMO = path.resolve(import.meta.dirname, '../../../config/demo');
const { values } = parseArgs({ options: { folder: { type: 'string' }, ports: { type: 'string' } } });
const folder = path.resolve(values.folder ?? 'var/demo');
const [wechat, wechatPay, amap, prescriptionPlatform, alipay, consultation] = (values.ports ?? '')
  .split(',')
  .map(Number) as [number, number, number, number, number, number];
mkdirSync(folder, { recursive: true });
const ports = { wechat, wechatPay, amap, prescriptionPlatform, alipay, consultation };
const demo = demoEnvironment(folder, ports);
const given = Object.fromEntries(
  Object.entries(process.env).filter(([name, value]) => value && name in demo),
);
const environment = { ...demo, ...given };
writeFileSync(path.join(folder, 'environment.json'), JSON.stringify(environment), { mode: 0o600 });

const settings = readSettings({ ...process.env, ...environment });
const db = await openDatabase({
  url: settings.DATABASE_URL,
  entities: allEntities(),
  migrations: await allMigrations(),
  auditKey: Buffer.from(settings.AUDIT_KEY, 'hex'),
});
const startedAt = Date.now();
const step = (text: string) => process.stdout.write(`· ${text}\n`);
const migrated = await migrate(db);
if (migrated > 0) step(`数据库迁移 ${migrated} 步`);

const outside = createOutside(settings);
const app = createApp({
  db,
  settings,
  outside,
  log: createLog('silent'),
  tokens: await accessTokens(settings.ACCESS_TOKEN_KEYS),
  crypto: fieldCryptoFrom(settings.FIELD_KEYS, settings.BLIND_INDEX_KEY),
  tell: () => {},
});
if (await app.isEmpty())
  await importDemoCity(db, app, DEMO, (title, { created, rows }) =>
    step(`导入${title}: ${rows} 行，新增 ${created}`),
  );
await appointDemoPeople(app, path.join(DEMO, 'city'), path.join(folder, 'staff.json'), await app.allStores());
await pairDemoSensors(app, folder, await demoColdStores(DEMO, app));
step(`数据就绪 (${((Date.now() - startedAt) / 1000).toFixed(1)} 秒)`);
await outside.close();
await db.close();
