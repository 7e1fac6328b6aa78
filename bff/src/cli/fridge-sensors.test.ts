import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FRIDGE_CALLBACK } from '@xinglin/shared/store/contract';
import { coldChainAt } from '@xinglin/shared/store/rules';
import { store } from '../capabilities/store/index.ts';
import { insertStores, someStore } from '../capabilities/store/testing.ts';
import { openStore, serve } from '../integrations/simulator-kit.ts';
import { testDatabase } from '../kernel/testing.ts';
import { fridgeSensors, pairDemoSensors, sensorsFile, sensorsState } from './demo/fridge-sensors.ts';

const db = testDatabase();
const folder = mkdtempSync(path.join(os.tmpdir(), 'xinglin-sensors-'));
const [fine, warm] = [someStore({ code: 'S001' }), someStore({ code: 'S006' })];
const them = store({
  ...{ db, now: () => new Date(), newId: uuidv7, drugsByIds: async () => new Map(), stockAt: async () => [] },
  ...{ stockOf: async () => [], stockTouchedSince: async () => [], drugNames: async () => new Map() },
  ...{ pricesAt: async () => [], tell: () => {} },
});
const door = createServer((req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    const headers = Object.fromEntries(Object.entries(req.headers).map(([k, v]) => [k, String(v)]));
    const [webhook] = them.webhooks;
    if (req.url !== FRIDGE_CALLBACK) return res.writeHead(404).end();
    void webhook!.handle(headers, Buffer.concat(chunks)).then(({ status }) => res.writeHead(status).end());
  });
});
let sensors: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  await insertStores(db, [fine, warm]);
  for (let again = 0; again < 2; again += 1)
    await pairDemoSensors({ pairFridgeDevice: them.pairFridgeDevice }, folder, [fine, warm]);
  await new Promise<void>((ready) => door.listen(0, '127.0.0.1', ready));
  const state = openStore(folder, 'fridge-sensors', sensorsState);
  const product = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
  const simulator = fridgeSensors(state, { file: sensorsFile(folder), product });
  sensors = await serve(simulator, state, { port: 0, controlPort: 0, host: '127.0.0.1' });
});
afterAll(() => {
  sensors.close();
  door.close();
});

const stateOf = async ({ id }: { id: string }) => coldChainAt((await them.storesByIds([id]))[0]!, new Date());
const until = async (is: string, of: { id: string }) => {
  for (const end = Date.now() + 5_000; (await stateOf(of)) !== is && Date.now() < end;)
    await new Promise((turn) => setTimeout(turn, 20));
  return stateOf(of);
};

it('the demo fridges report by themselves, one of them too warm, and can be made warm and well again', async () => {
  expect([await until('healthy', fine), await until('alarm', warm)]).toEqual(['healthy', 'alarm']);
  const set = (query: string) =>
    fetch(`http://127.0.0.1:${sensors.controlPort}/__ctl/set?${query}`, { method: 'POST' });
  await set('store=S001&celsius=9');
  await set('store=S006');
  expect([await stateOf(fine), await stateOf(warm)]).toEqual(['alarm', 'healthy']);
});
