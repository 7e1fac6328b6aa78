/** The sensors of the demo city's fridges: who they are, and the process that plays them. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FRIDGE_CALLBACK } from '@xinglin/shared/store/contract';
import type { App } from '../../app.ts';
import { json, type Simulator, type Store } from '../../integrations/simulator-kit.ts';

type Sensor = { store: string; key: string };
const LABEL = '一号冷藏柜（演示传感器）';
/** 杏林华山路店: its fridge is too warm, so that one can see what an alarm does. */
const WARM_STORE = 'S006';
const WARM_CELSIUS = 10.5;
const REPORT_EVERY_MS = 120_000;
/** While the product is not up yet. */
const TRY_AGAIN_MS = 2_000;

export const sensorsFile = (folder: string) => path.join(folder, 'fridge-keys.json');
const readSensors = (file: string): Sensor[] => JSON.parse(readFileSync(file, 'utf8')) as Sensor[];

/** Gives each of these stores a sensor, with keys made once on this machine. Doing it again changes nothing. */
export async function pairDemoSensors(
  app: Pick<App, 'pairFridgeDevice'>,
  folder: string,
  stores: readonly { id: string; code: string }[],
): Promise<void> {
  const file = sensorsFile(folder);
  if (!existsSync(file)) {
    const made = stores.map(({ code }): Sensor => ({
      store: code,
      key: randomBytes(32).toString('base64url'),
    }));
    writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  }
  const idOf = new Map(stores.map(({ code, id }) => [code, id]));
  for (const { store, key } of readSensors(file)) {
    const storeId = idOf.get(store);
    if (storeId) await app.pairFridgeDevice({ storeId, label: LABEL, key });
  }
}

export type SensorsState = { celsius: Record<string, number>; off: string[] };
export const sensorsState = (): SensorsState => ({ celsius: { [WARM_STORE]: WARM_CELSIUS }, off: [] });

/** 3.5–5.5 °C, slowly up and down as a compressor makes it, each store at its own point of the swing. */
const usual = (store: string, at: number) =>
  Math.round((4.5 + Math.sin(at / 600_000 + Number(store.replace(/\D/g, '')))) * 10) / 10;

/**
 * Every sensor reports to the product every two minutes. On the control port: `POST /__ctl/set?store=S001&celsius=9` (without
 * `celsius`: as usual again), `POST /__ctl/off?store=S001` and `/__ctl/on?store=S001`.
 */
export function fridgeSensors(
  store: Store<SensorsState>,
  { file, product }: { file: string; product: string },
): Simulator {
  const { state } = store;
  const report = async ({ store: code, key }: Sensor): Promise<boolean> => {
    if (state.off.includes(code)) return true;
    const celsius = state.celsius[code] ?? usual(code, Date.now());
    const sent = await fetch(`${product}${FRIDGE_CALLBACK}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-device-key': key },
      body: JSON.stringify({ celsius }),
    }).catch(() => undefined);
    return sent?.ok ?? false;
  };
  let timer: NodeJS.Timeout;
  const round = async () => {
    let heard = true;
    for (const sensor of readSensors(file)) heard = (await report(sensor)) && heard;
    timer = setTimeout(() => void round(), heard ? REPORT_EVERY_MS : TRY_AGAIN_MS);
  };
  timer = setTimeout(() => void round(), 0);
  const now = (code: string) => {
    const sensor = readSensors(file).find((each) => each.store === code);
    return sensor ? report(sensor) : false;
  };
  const change =
    (act: (code: string, celsius: string | null) => void) =>
    async ({ query }: { query: URLSearchParams }) => {
      const code = query.get('store') ?? '';
      act(code, query.get('celsius'));
      store.save();
      return json({ reported: await now(code) });
    };
  return {
    routes: {},
    control: {
      'POST /__ctl/set': change((code, celsius) => {
        if (celsius === null) delete state.celsius[code];
        else state.celsius[code] = Number(celsius);
      }),
      'POST /__ctl/off': change((code) => void state.off.push(code)),
      'POST /__ctl/on': change((code) => void (state.off = state.off.filter((each) => each !== code))),
    },
    stop: () => clearTimeout(timer),
  };
}
