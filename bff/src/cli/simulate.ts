/**
 * Runs one simulated platform as a process of its own:
 * `tsx bff/src/cli/simulate.ts wechat|wechat-pay|alipay|amap|prescription-platform|consultation|llm|fridge-sensors --state DIR --credentials FILE [--port N] [--control N]`.
 * Says `{"ready":…,"port":…,"controlPort":…}` on one line once it answers. Port 0, the default, takes any free one.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureAlipayCredentials } from '../integrations/alipay/credentials.ts';
import { alipaySimulator, alipayState } from '../integrations/alipay/simulator.ts';
import { consultationSimulator, consultationState } from '../integrations/consultation/simulator.ts';
import { amapSimulator, amapState } from '../integrations/amap/simulator.ts';
import { ensureDemoCredentials, type DemoCredentials } from '../integrations/demo-credentials.ts';
import { readDemoPeople } from '../integrations/demo-people.ts';
import { llmSimulator, llmState } from '../integrations/llm/simulator.ts';
import {
  prescriptionPlatformSimulator,
  prescriptionPlatformState,
} from '../integrations/prescription-platform/simulator.ts';
import { openStore, serve, type Simulator, type Store } from '../integrations/simulator-kit.ts';
import { wechatPaySimulator, wechatPayState } from '../integrations/wechat-pay/simulator.ts';
import { wechatSimulator, wechatState } from '../integrations/wechat/simulator.ts';
import { fridgeSensors, sensorsState } from './demo/fridge-sensors.ts';

const DEMO_CITY = fileURLToPath(new URL('../../../config/demo/city', import.meta.url));

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string', default: '0' },
    control: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    state: { type: 'string' },
    credentials: { type: 'string' },
    /** Folder of the demo city: people.json, streets.json. */
    city: { type: 'string', default: DEMO_CITY },
    /** Origins besides this machine that a browser may be sent back to. */
    'allow-origin': { type: 'string', multiple: true, default: [] },
    /** Divides the waits between two tries of a callback. */
    'callback-factor': { type: 'string', default: '15' },
    /** Of the consultation: where the circulation platform is, and after how long the doctor answers. */
    platform: { type: 'string', default: '' },
    'answer-seconds': { type: 'string', default: '15' },
    'refund-seconds': { type: 'string', default: '2' },
    /** For fridge sensors: the file of their keys, and the origin of the product they report to. */
    sensors: { type: 'string' },
    product: { type: 'string' },
    /** Ends with the process that holds its standard input open, so that no simulator is left behind. */
    'until-stdin-closes': { type: 'boolean', default: false },
  },
});

function open(name: string): [Simulator, Store<object>] {
  if (!values.state || !values.credentials) return usage('--state and --credentials are required');
  const credentials = ensureDemoCredentials(values.credentials);
  const allowedOrigins = values['allow-origin'];
  const people = () => readDemoPeople(join(values.city, 'people.json'));
  switch (name) {
    case 'wechat': {
      const store = openStore(values.state, name, wechatState);
      const payBooks = join(values.state, 'wechat-pay.json');
      const options = { credentials: credentials.wechat, people: people(), allowedOrigins, payBooks };
      return [wechatSimulator(store, options), store];
    }
    case 'wechat-pay': {
      const store = openStore(values.state, name, wechatPayState);
      const simulator = wechatPaySimulator(store, {
        credentials: credentials.wechatPay,
        appId: credentials.wechat.appId,
        allowedOrigins,
        callbackFactor: Number(values['callback-factor']),
        refundMs: Number(values['refund-seconds']) * 1000,
      });
      return [simulator, store];
    }
    case 'alipay':
      return alipay(values.state, values.credentials, allowedOrigins);
    case 'amap': {
      const store = openStore(values.state, name, amapState);
      const options = { credentials: credentials.amap, streetsFile: join(values.city, 'streets.json') };
      return [amapSimulator(store, options), store];
    }
    case 'prescription-platform': {
      const store = openStore(values.state, name, prescriptionPlatformState);
      const options = { credentials: credentials.prescriptionPlatform, people: people() };
      return [prescriptionPlatformSimulator(store, options), store];
    }
    case 'consultation':
      return consultation(values.state, credentials);
    case 'llm': {
      const store = openStore(values.state, name, llmState);
      return [llmSimulator(store), store];
    }
    case 'fridge-sensors': {
      const { sensors, product } = values;
      if (!sensors || !product) return usage('--sensors and --product are required');
      const store = openStore(values.state, name, sensorsState);
      return [fridgeSensors(store, { file: sensors, product }), store];
    }
    default:
      return usage(`no simulator is called ${name}`);
  }
}

function alipay(
  state: string,
  credentialsFile: string,
  allowedOrigins: string[],
): [Simulator, Store<object>] {
  const store = openStore(state, 'alipay', alipayState);
  const callbackFactor = Number(values['callback-factor']);
  const credentials = ensureAlipayCredentials(credentialsFile);
  return [alipaySimulator(store, { credentials, allowedOrigins, callbackFactor }), store];
}

function consultation(state: string, credentials: DemoCredentials): [Simulator, Store<object>] {
  const store = openStore(state, 'consultation', consultationState);
  const answerMs = Number(values['answer-seconds']) * 1000;
  return [consultationSimulator(store, { credentials, platformUrl: values.platform, answerMs }), store];
}

function usage(problem: string): never {
  process.stderr.write(
    `${problem}\nusage: simulate wechat|wechat-pay|alipay|amap|prescription-platform|consultation|llm|fridge-sensors --state DIR --credentials FILE\n`,
  );
  process.exit(64);
}

const name = positionals[0] ?? '';
const [simulator, store] = open(name);
const running = await serve(simulator, store, {
  port: Number(values.port),
  controlPort: Number(values.control),
  host: values.host,
});
process.stdout.write(
  `${JSON.stringify({ ready: name, port: running.port, controlPort: running.controlPort })}\n`,
);

const stop = () => {
  running.close();
  process.exit(0);
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
if (values['until-stdin-closes']) process.stdin.resume().once('close', stop);
