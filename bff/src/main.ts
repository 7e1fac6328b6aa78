/** One process of the BFF: web, worker and live together. */
import { createServer } from 'node:http';
import path from 'node:path';
import { Redis } from 'ioredis';
import { readSettings, SettingsError, type Settings } from '../../config/env.ts';
import { createApp } from './app.ts';
import { anchorChain } from './kernel/audit-chain.ts';
import { accessTokens } from './kernel/auth.ts';
import { fieldCryptoFrom } from './kernel/crypto.ts';
import { migrate, openDatabase } from './kernel/database.ts';
import { allEntities } from './kernel/entity.ts';
import { createHttp } from './kernel/http.ts';
import { forgetAnswers } from './kernel/idempotency.ts';
import { createLive, type Live } from './kernel/live.ts';
import { createLog } from './kernel/log.ts';
import { createMetrics } from './kernel/metrics.ts';
import { openApiDocument } from './kernel/openapi.ts';
import { inProcessEngine } from './kernel/outbox.ts';
import { clientFiles, docsPages, healthPages, inlineScriptHashes } from './kernel/pages.ts';
import { allMigrations } from './migrations/index.ts';
import { createOutside } from './outside.ts';

const EXIT_BAD_SETTINGS = 78;
const STOP_WITHIN_MS = 20_000;
const ANCHOR_EVERY_MS = 3_600_000;
const ROOT = path.resolve(import.meta.dirname, '../..');
const H5 = path.join(ROOT, 'miniapp/dist/h5');
const ADMIN = path.join(ROOT, 'admin/dist');

const settings = settingsOrExit();
const log = createLog(settings.LOG_LEVEL);
process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));

const db = await openDatabase({
  url: settings.DATABASE_URL,
  entities: allEntities(),
  migrations: await allMigrations(),
  auditKey: Buffer.from(settings.AUDIT_KEY, 'hex'),
});
await migrate(db);
const crypto = fieldCryptoFrom(settings.FIELD_KEYS, settings.BLIND_INDEX_KEY);
const outside = createOutside(settings);
const metrics = createMetrics();
const redis = settings.REDIS_URL ? new Redis(settings.REDIS_URL, { maxRetriesPerRequest: null }) : undefined;
redis?.on('error', (error) => log.warn({ err: error }, 'redis'));
const sockets: { live?: Live } = {};
const app = createApp({
  db,
  settings,
  outside,
  log,
  tokens: await accessTokens(settings.ACCESS_TOKEN_KEYS),
  crypto,
  tell: (audience, event) => sockets.live?.tell(audience, event),
});
await app.warmUp();

let stopping = false;
const http = createHttp({
  db,
  crypto,
  log,
  metrics,
  routes: app.routes,
  webhooks: app.webhooks,
  authenticate: app.authenticate,
  trustProxy: settings.TRUST_PROXY,
  production: settings.NODE_ENV === 'production',
  scriptHashes: [H5, ADMIN].flatMap(inlineScriptHashes),
  pages: [
    healthPages({ db, metrics, stopping: () => stopping }),
    docsPages(openApiDocument(app.routes, '0.1.0')),
    clientFiles('/admin/', ADMIN),
    clientFiles('/', H5),
  ],
});
const handle = http.callback();
const server = createServer(
  { requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 65_000 },
  (req, res) => void handle(req, res),
);
sockets.live = createLive({
  server,
  authenticate: app.authenticate,
  origins: settings.ALLOWED_ORIGINS,
  log,
  redis,
});
const engine = inProcessEngine({
  db,
  reactions: app.reactions,
  onError: (error, event) => {
    metrics.outboxFailures.inc({ event: event.name });
    log.error(
      { err: error, event: event.name, eventId: event.id, attempts: event.attempts },
      'reaction failed',
    );
  },
});
engine.start();
const anchor = () =>
  anchorChain(db.read, settings.AUDIT_ANCHORS).catch((error: unknown) =>
    log.error({ err: error }, 'the audit chain was not anchored'),
  );
await anchor();
const forget = () =>
  forgetAnswers(db).catch((error: unknown) => log.error({ err: error }, 'old answers were not forgotten'));
await forget();
const anchoring = setInterval(() => void Promise.all([anchor(), forget()]), ANCHOR_EVERY_MS);

server.on('error', (error: NodeJS.ErrnoException) => {
  log.error({ err: error }, error.code === 'EADDRINUSE' ? `port ${settings.PORT} is taken` : 'server failed');
  process.exit(1);
});
server.listen(settings.PORT, settings.HOST, () => {
  log.info({ port: settings.PORT, simulated: settings.simulated }, 'ready');
  process.send?.({ ready: true });
});

async function stop() {
  if (stopping) process.exit(1);
  stopping = true;
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  await sockets.live?.close();
  server.closeIdleConnections();
  await new Promise((closed) => server.close(closed));
  await engine.stop();
  clearInterval(anchoring);
  await anchor();
  await outside.close();
  redis?.disconnect();
  await db.close();
  log.info('stopped');
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());

function settingsOrExit(): Settings {
  try {
    return readSettings(process.env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(EXIT_BAD_SETTINGS);
  }
}
