/**
 * What every simulator stands on: a process of its own, a state file that survives a restart, a ledger of what really
 * happened, and faults on command from a second port. Knows no platform.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export type SimRequest = {
  method: string;
  path: string;
  /** Path and query as they came, for signatures. */
  target: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  raw: Buffer;
};
export type Reply = { status: number; headers?: Record<string, string>; body?: string | Buffer };
export type Handler = (request: SimRequest) => Reply | Promise<Reply>;
/** Exact `GET /path` first; a path ending in `/*` takes everything below. */
export type Routes = Record<string, Handler>;
export type LedgerEntry = { at: string; event: string } & Record<string, unknown>;

export type Store<S> = {
  state: S;
  /** Writes the state to disk; call it after each effect and before the answer. */
  save: () => void;
  record: (event: string, details: Record<string, unknown>) => void;
};

export type Simulator = {
  routes: Routes;
  /** Under `/__ctl/` on the control port. */
  control?: Routes;
  /** Paths of browsers and of the mini-program host: spared from faults, which are meant for our server's calls. */
  spared?: string[];
  /** Faults only this platform has, by kind. */
  faults?: Record<string, Handler>;
  stop?: () => void;
};

export type SimulatorOptions = { port: number; controlPort: number; host: string };

const LEDGER_CAP = 20_000;

/** Opens `DIR/<name>.json`, or begins with `initial`. */
export function openStore<S extends object>(dir: string, name: string, initial: () => S): Store<S> {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, `${name}.json`);
  const { state, ledger } = read<S>(file) ?? { state: initial(), ledger: [] };
  const save = () => {
    writeFileSync(`${file}.new`, JSON.stringify({ state, ledger }), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  const record = (event: string, details: Record<string, unknown>) => {
    ledger.push({ at: new Date().toISOString(), event, ...details });
    if (ledger.length > LEDGER_CAP) ledger.shift();
    save();
  };
  return Object.assign({ state, save, record }, { ledger });
}

function read<S>(file: string): { state: S; ledger: LedgerEntry[] } | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { state: S; ledger: LedgerEntry[] };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Serves the platform and its control port; resolves with the ports once both listen. */
export async function serve(simulator: Simulator, store: Store<object>, options: SimulatorOptions) {
  const faults = faultDesk(simulator);
  const main = createServer((req, res) => {
    void answer(req, res, async (request) => {
      const spared = simulator.spared?.some((prefix) => request.path.startsWith(prefix)) ?? false;
      if (spared) return dispatch(simulator.routes, request);
      await faults.delay();
      const fault = faults.take();
      if (fault) return fault(request);
      const reply = await dispatch(simulator.routes, request);
      return faults.dropsNow() ? 'reset' : reply;
    });
  });
  const control = createServer((req, res) => {
    const routes: Routes = {
      ...faults.routes,
      'GET /__ctl/ledger': () => json((store as Store<object> & { ledger: LedgerEntry[] }).ledger),
      ...simulator.control,
    };
    void answer(req, res, (request) => dispatch(routes, request));
  });
  await Promise.all([
    listen(main, options.port, options.host),
    listen(control, options.controlPort, '127.0.0.1'),
  ]);
  return {
    port: portOf(main),
    controlPort: portOf(control),
    close() {
      simulator.stop?.();
      for (const server of [main, control]) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

const listen = (server: Server, port: number, host: string) =>
  new Promise<void>((done, fail) => server.once('error', fail).listen(port, host, done));
const portOf = (server: Server) => (server.address() as AddressInfo).port;

/** `reset` tears the connection, `hang` never answers. */
type Fault = (request: SimRequest) => Reply | Promise<Reply> | 'reset' | 'hang';

function faultDesk({ faults = {} }: Simulator) {
  const known: Record<string, Fault> = {
    http500: () => ({ status: 500, body: '' }),
    html502: () => ({
      status: 502,
      headers: { 'content-type': 'text/html' },
      body: '<html><h1>502 Bad Gateway</h1></html>',
    }),
    reset: () => 'reset',
    hang: () => 'hang',
    ...faults,
  };
  let latency = { p50: 0, p99: 0 };
  let queue: Fault[] = [];
  let drops = 0;
  const count = (request: SimRequest) => Number(request.query.get('n') ?? 1);
  const routes: Routes = {
    'POST /__ctl/latency': ({ query }) => {
      const p50 = Number(query.get('p50') ?? query.get('ms') ?? 0);
      latency = { p50, p99: Number(query.get('p99') ?? p50) };
      return json(latency);
    },
    'POST /__ctl/failNext': (request) => {
      const fault = known[request.query.get('kind') ?? 'http500'];
      if (!fault) return json({ error: 'unknown kind', kinds: Object.keys(known) }, 400);
      queue.push(...Array.from({ length: count(request) }, () => fault));
      return json({ queued: queue.length });
    },
    'POST /__ctl/dropAfterCommit': (request) => json({ drops: (drops = count(request)) }),
    'POST /__ctl/reset': () => {
      latency = { p50: 0, p99: 0 };
      queue = [];
      drops = 0;
      return json({});
    },
  };
  return {
    routes,
    delay: async () => {
      const ms = Math.random() < 0.02 ? latency.p99 : latency.p50;
      if (ms > 0) await new Promise((done) => setTimeout(done, ms));
    },
    take: () => queue.shift(),
    dropsNow: () => drops > 0 && drops-- > 0,
  };
}

async function dispatch(routes: Routes, request: SimRequest): Promise<Reply> {
  const exact = routes[`${request.method} ${request.path}`];
  if (exact) return exact(request);
  const below = Object.keys(routes).find((key) => {
    const [method, path = ''] = key.split(' ');
    return method === request.method && path.endsWith('/*') && request.path.startsWith(path.slice(0, -1));
  });
  return below ? routes[below]!(request) : json({ error: 'no such path' }, 404);
}

type Outcome = Reply | 'reset' | 'hang';

async function answer(
  req: IncomingMessage,
  res: ServerResponse,
  handle: (request: SimRequest) => Promise<Outcome>,
) {
  try {
    const outcome = await handle(await receive(req));
    if (outcome === 'reset') return void req.socket.destroy();
    if (outcome === 'hang') return;
    res.writeHead(outcome.status, { 'cache-control': 'no-store', ...outcome.headers });
    res.end(outcome.body ?? '');
  } catch (error) {
    process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
    res.writeHead(500).end();
  }
}

async function receive(req: IncomingMessage): Promise<SimRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const target = req.url ?? '/';
  const { pathname, searchParams } = new URL(target, 'http://simulator');
  const headers = Object.fromEntries(
    Object.entries(req.headers).map(([name, value]) => [name, String(value)]),
  );
  return {
    method: req.method ?? 'GET',
    path: pathname,
    target,
    query: searchParams,
    headers,
    raw: Buffer.concat(chunks),
  };
}

export const json = (value: unknown, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
});

export const redirect = (location: string): Reply => ({ status: 303, headers: { location } });

/** The body as an object, or undefined when it is none. */
export function bodyOf(request: SimRequest): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(request.raw.toString('utf8'));
    return value && typeof value === 'object' ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Puts `params` into the query of an address, before its `#fragment`. */
export function withQuery(address: string, params: Record<string, string>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  return url.href;
}

/** An address a browser may be sent back to: on this machine, or on an origin the operator named. */
export function mayReturnTo(address: string, allowedOrigins: readonly string[]): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return false;
  const loopback =
    url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d+){3}$/.test(url.hostname);
  return loopback || allowedOrigins.includes(url.origin);
}
