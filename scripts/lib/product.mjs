/** The running product: simulators, prepared data, BFF. Used by `npm start`, `npm run dev` and the walks. */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { startTs } from './processes.mjs';
import { freePort } from './services.mjs';
import { VAR } from './setup.mjs';

/** Setting of the base URL → simulator that stands in when it is not given. */
const SIMULATORS = [
  ['WECHAT_BASE_URL', 'wechat'],
  ['WECHAT_PAY_BASE_URL', 'wechat-pay'],
  ['AMAP_BASE_URL', 'amap'],
  ['PRESCRIPTION_BASE_URL', 'prescription-platform'],
  ['ALIPAY_BASE_URL', 'alipay'],
  // After the platform: its doctors write their prescriptions there.
  ['CONSULTATION_BASE_URL', 'consultation'],
];

/**
 * Starts everything on `port`; resolves when the BFF answers. `say(line)` shows progress. Data lie in `folder`.
 * Returns `{ origin, controls: { wechat, … }, environment, staff }`.
 */
export async function startProduct({
  port,
  host = '127.0.0.1',
  folder = VAR,
  say = () => {},
  onExit,
  bffArgs = [],
  env = {},
}) {
  const demo = path.join(folder, 'demo');
  mkdirSync(demo, { recursive: true });
  const ports = [];
  const controls = {};
  const origin = `http://${host}:${port}`;
  for (const [setting, name] of SIMULATORS) {
    const [simulatorPort, controlPort] = [await freePort(), await freePort()];
    ports.push(simulatorPort);
    if (process.env[setting]) continue;
    const args = ['bff/src/cli/simulate.ts', name, '--port', simulatorPort, '--control', controlPort];
    args.push(
      '--state',
      path.join(folder, 'simulators'),
      '--credentials',
      path.join(demo, 'credentials.json'),
    );
    args.push('--allow-origin', origin, '--until-stdin-closes');
    if (name === 'consultation') args.push('--platform', `http://127.0.0.1:${ports[3]}`);
    const ready = (line) => (line.includes('"ready"') ? JSON.parse(line) : undefined);
    controls[name] = {
      started: startTs(`simulator-${name}`, args.map(String), { ready, onExit }).ready,
      port: simulatorPort,
    };
  }
  for (const [name, control] of Object.entries(controls)) {
    const { controlPort } = await control.started;
    controls[name] = {
      control: `http://127.0.0.1:${controlPort}`,
      origin: `http://127.0.0.1:${control.port}`,
    };
  }
  if (Object.keys(controls).length > 0) say(`模拟器就绪: ${Object.keys(controls).join('、')}`);

  const base = {
    PORT: String(port),
    HOST: host,
    PRIVATE_FILES_DIR: process.env.PRIVATE_FILES_DIR ?? path.join(folder, 'private-files'),
    DATABASE_URL: process.env.DATABASE_URL ?? `sqlite:${path.join(folder, 'xinglin.db')}`,
    ...env,
  };
  const prepare = startTs(
    'prepare',
    ['bff/src/cli/prepare.ts', '--folder', demo, '--ports', ports.join(',')],
    { env: base },
  );
  prepare.child.stdout.on('data', (chunk) =>
    String(chunk)
      .split('\n')
      .filter(Boolean)
      .forEach((line) => say(line.replace(/^· /, ''))),
  );
  await prepare.ready;

  const environment = { ...JSON.parse(readFileSync(path.join(demo, 'environment.json'), 'utf8')), ...base };
  const ready = (line) => (line.includes('"msg":"ready"') ? true : undefined);
  await startTs('bff', [...bffArgs, 'bff/src/main.ts'], { env: environment, ready, onExit }).ready;
  const sensors = await fridgeSensors({ demo, folder, origin, onExit });
  controls['fridge-sensors'] = sensors;
  const staff = JSON.parse(readFileSync(path.join(demo, 'staff.json'), 'utf8'));
  return { origin, controls, environment, staff };
}

/** The fridges of the demo stores report like real ones; they need no setting of ours, only our door. */
async function fridgeSensors({ demo, folder, origin, onExit }) {
  const args = ['bff/src/cli/simulate.ts', 'fridge-sensors', '--until-stdin-closes'];
  args.push('--state', path.join(folder, 'simulators'), '--credentials', path.join(demo, 'credentials.json'));
  args.push('--sensors', path.join(demo, 'fridge-keys.json'), '--product', origin);
  const ready = (line) => (line.includes('"ready"') ? JSON.parse(line) : undefined);
  const { controlPort, port } = await startTs('simulator-fridge-sensors', args, { ready, onExit }).ready;
  return { control: `http://127.0.0.1:${controlPort}`, origin: `http://127.0.0.1:${port}` };
}
