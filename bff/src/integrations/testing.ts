import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ensureDemoCredentials, type DemoCredentials } from './demo-credentials.ts';
import type { LedgerEntry } from './simulator-kit.ts';

export type SimulatorName =
  'wechat' | 'wechat-pay' | 'amap' | 'alipay' | 'prescription-platform' | 'consultation' | 'llm';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export type RunningSimulator = {
  /** The folder with its state file. */
  stateDir: string;
  baseUrl: string;
  /** Where its secrets lie. */
  credentialsFile: string;
  credentials: DemoCredentials;
  /** Commands its control port: `control('failNext?n=2&kind=http500')`. */
  control<T = unknown>(command: string, body?: object): Promise<T>;
  /** Asks its control port. */
  look<T>(question: string): Promise<T>;
  ledger(event?: string): Promise<LedgerEntry[]>;
  /** Kills the process without warning and starts it on the same state and ports. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts a simulator in a process of its own on free ports, with state and secrets in a folder that goes with it. */
export async function startSimulator(
  name: SimulatorName,
  options: { args?: string[]; credentialsFile?: string; cityDir?: string; stateDir?: string } = {},
): Promise<RunningSimulator> {
  const dir = mkdtempSync(join(tmpdir(), `xinglin-${name}-`));
  const credentialsFile = options.credentialsFile ?? join(dir, 'credentials.json');
  // An empty folder unless asked otherwise: a change of the demo city is no reason for these tests to fail.
  const city = options.cityDir ?? dir;
  const args = [
    name,
    '--state',
    options.stateDir ?? dir,
    '--credentials',
    credentialsFile,
    '--city',
    city,
    ...(options.args ?? []),
  ];
  const credentials = ensureDemoCredentials(credentialsFile);
  let running = await launch(args);
  const ports = ['--port', String(running.port), '--control', String(running.controlPort)];
  const controlUrl = `http://127.0.0.1:${running.controlPort}/__ctl/`;
  const ask = async (method: string, command: string, body?: object): Promise<unknown> => {
    const init = body ? { method, body: JSON.stringify(body) } : { method };
    const answer = await fetch(controlUrl + command, init);
    if (!answer.ok) throw new Error(`${command}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  return {
    baseUrl: `http://127.0.0.1:${running.port}`,
    credentials,
    credentialsFile,
    stateDir: options.stateDir ?? dir,
    control: async <T>(command: string, body?: object) => (await ask('POST', command, body)) as T,
    look: async <T>(question: string) => (await ask('GET', question)) as T,
    ledger: async (event) => {
      const entries = (await ask('GET', 'ledger')) as LedgerEntry[];
      return event ? entries.filter((entry) => entry.event === event) : entries;
    },
    restart: async () => {
      await running.kill('SIGKILL');
      running = await launch([...args, ...ports]);
    },
    stop: async () => {
      await running.kill('SIGTERM');
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function launch(args: string[]) {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'bff/src/cli/simulate.ts', ...args, '--until-stdin-closes'],
    { cwd: ROOT, stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  const first = await new Promise<string>((done, fail) => {
    createInterface(child.stdout).once('line', done);
    child.once('exit', (code) => fail(new Error(`the simulator ended with ${code} before it was ready`)));
  });
  const { port, controlPort } = JSON.parse(first) as { port: number; controlPort: number };
  const kill = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await gone;
  };
  return { port, controlPort, kill };
}
