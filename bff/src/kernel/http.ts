import { bodyParser } from '@koa/bodyparser';
import Router from '@koa/router';
import { randomUUID } from 'node:crypto';
import Koa, { type Context, type Next } from 'koa';
import compress from 'koa-compress';
import helmet from 'koa-helmet';
import { ZodError, ZodNever, ZodObject } from 'zod';
import type { Endpoint, Input, Output } from '@xinglin/shared/kernel/endpoint';
import { Problem, problem } from '@xinglin/shared/kernel/problem';
import { anonymous, type Actor } from './actor.ts';
import type { Authenticate } from './auth.ts';
import type { FieldCrypto } from './crypto.ts';
import type { Database } from './database.ts';
import { fileIn, sendFile } from './files.ts';
import { once } from './idempotency.ts';
import { withRequestId, type Logger } from './log.ts';
import type { Metrics } from './metrics.ts';

/** What a use case may know of the request besides who asks and for what. */
export type RequestInfo = {
  idempotencyKey: string | null;
  ip: string;
  /** The file of an endpoint that takes one, read to its end; PAYLOAD_TOO_LARGE as soon as it is longer than `most` bytes. */
  file?: (most: number) => Promise<Buffer>;
};
/** A use case as the outside sees it: who asks, and for what. It knows nothing of HTTP. */
export type Handler<E extends Endpoint> = (
  actor: Actor,
  input: Input<E>,
  request: RequestInfo,
) => Promise<Output<E>>;
export type Route = {
  endpoint: Endpoint;
  handle: (actor: Actor, input: never, request: RequestInfo) => Promise<unknown>;
};

/** Joins a contract to the use case that fulfils it. If their types disagree, it does not compile. */
export const route = <E extends Endpoint>(endpoint: E, handle: Handler<E>): Route => ({ endpoint, handle });

/** A call from an outside system: raw bytes, its own authentication, its own answer. */
export type Webhook = {
  path: `/${string}`;
  handle: (
    headers: Record<string, string | undefined>,
    raw: Buffer,
  ) => Promise<{ status: number; body?: object | string }>;
};

export const API_PREFIX = '/api';
const JSON_LIMIT = '100kb';

export type HttpDeps = {
  db: Database;
  /** Locks the answers that are kept for repeats. */
  crypto: FieldCrypto;
  routes: Route[];
  webhooks: Webhook[];
  authenticate: Authenticate;
  log: Logger;
  metrics: Metrics;
  /** Middleware that serves files, documents and health checks, tried after the API. */
  pages?: Koa.Middleware[];
  /** Set when a proxy in front of us may say who the caller is. */
  trustProxy?: boolean;
  production: boolean;
  /** CSP sources besides our own files: hashes of inline scripts in our index pages. */
  scriptHashes?: string[];
};

/** The Koa application. Refuses to be built with an endpoint without declared access or that takes any field, or two on one path. */
export function createHttp(deps: HttpDeps): Koa {
  assertDeclared(deps.routes);
  const router = new Router();
  for (const webhook of deps.webhooks) router.post(webhook.path, serveWebhook(webhook));
  const parse = (jsonLimit: string) => bodyParser({ jsonLimit, enableTypes: ['json'] });
  for (const each of deps.routes) {
    const { path, method, bodyLimit, takesFile } = each.endpoint;
    const parsed = takesFile ? [] : [parse(bodyLimit ?? JSON_LIMIT)];
    router.register(API_PREFIX + path, [method], [...parsed, serve(each, deps)]);
  }

  const app = new Koa({ proxy: deps.trustProxy ?? false });
  app.silent = true;
  app.use(observe(deps));
  app.use(renderProblems(deps.log));
  app.use(securityHeaders(deps));
  app.use(compress({ threshold: 2048, br: false }));
  app.use(router.routes());
  app.use(unknownApi);
  for (const page of deps.pages ?? []) app.use(page);
  return app;
}

function assertDeclared(routes: Route[]) {
  const seen = new Set<string>();
  for (const { endpoint } of routes) {
    const name = `${endpoint.method} ${endpoint.path}`;
    if (!endpoint.access || endpoint.access.length === 0) throw new Error(`${name} declares no access`);
    if (!endpoint.owner) throw new Error(`${name} declares no owner`);
    if (!isStrict(endpoint)) throw new Error(`${name} takes fields it does not know`);
    if (seen.has(name)) throw new Error(`${name} is declared twice`);
    seen.add(name);
  }
}

const isStrict = ({ input }: Endpoint) =>
  input instanceof ZodObject && input.def.catchall instanceof ZodNever;

function serve({ endpoint, handle }: Route, { db, crypto, authenticate }: HttpDeps) {
  const { access } = endpoint;
  return async (ctx: Context) => {
    const token = /^Bearer (.+)$/.exec(ctx.get('authorization'))?.[1];
    if (access !== 'public' && !token) throw problem('NOT_SIGNED_IN');
    const actor = token && access !== 'public' ? await authenticate(token) : anonymous;
    if (access !== 'public' && !access.some((role) => role === actor.role)) throw problem('NOT_ALLOWED');

    const key = ctx.get('idempotency-key').slice(0, 255) || null;
    if (endpoint.idempotent && !key) throw problem('IDEMPOTENCY_KEY_MISSING');
    const inQuery = endpoint.method === 'GET' || endpoint.takesFile;
    const given = inQuery ? ctx.query : (ctx.request.body as object | undefined);
    const input = endpoint.input.parse({ ...given, ...ctx['params'] }) as never;
    const file = endpoint.takesFile && ((most: number) => fileIn(ctx, most));
    const info: RequestInfo = { idempotencyKey: key, ip: ctx.ip, ...(file && { file }) };
    const run = async () => endpoint.output.parse(await handle(actor, input, info)) as object;

    ctx.set('cache-control', 'no-store');
    if (endpoint.givesFile) return sendFile(ctx, await run());
    if (!endpoint.idempotent || !key) {
      ctx.body = await run();
      return;
    }
    const who = { principal: actor.id, endpoint: `${endpoint.method} ${endpoint.path}`, key };
    const answer = await once({ db, crypto }, who, input, async () => {
      try {
        return { status: 200, body: await run() };
      } catch (error) {
        if (error instanceof Problem && error.status < 500)
          return { status: error.status, body: problemBody(error) };
        throw error;
      }
    });
    ctx.status = answer.status;
    ctx.body = answer.body;
    if (answer.status < 400) return;
    ctx.body = { ...answer.body, traceId: ctx.state['requestId'] as string };
    ctx.type = 'application/problem+json';
  };
}

function serveWebhook({ handle }: Webhook) {
  return async (ctx: Context) => {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of ctx.req) {
      size += (chunk as Buffer).length;
      if (size > 256 * 1024) throw problem('PAYLOAD_TOO_LARGE');
      chunks.push(chunk as Buffer);
    }
    const { status, body } = await handle(ctx.headers as never, Buffer.concat(chunks));
    ctx.status = status;
    ctx.body = body ?? null;
    if (!body) ctx.status = status;
  };
}

/** Request id, one log line and one measurement for every request. */
function observe({ log, metrics }: HttpDeps) {
  return (ctx: Context, next: Next) => {
    const given = ctx.get('x-request-id');
    const requestId = /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
    ctx.set('x-request-id', requestId);
    ctx.state['requestId'] = requestId;
    return withRequestId(requestId, async () => {
      const startedAt = process.hrtime.bigint();
      try {
        await next();
      } finally {
        const ms = Number(process.hrtime.bigint() - startedAt) / 1e6;
        const at = (ctx['_matchedRoute'] as string | undefined) ?? 'page';
        metrics.http.observe({ method: ctx.method, route: at, status: String(ctx.status) }, ms / 1000);
        const line = { method: ctx.method, route: at, status: ctx.status, ms: Math.round(ms) };
        if (at !== 'page') log.info(line, 'request');
        else log.debug(line, 'page');
      }
    });
  };
}

/** The only place where an error becomes a response: RFC 9457 problem details. */
function renderProblems(log: Logger) {
  return async (ctx: Context, next: Next) => {
    try {
      await next();
    } catch (error) {
      const it = asProblem(error);
      if (it.status >= 500) log.error({ err: error }, 'request failed');
      ctx.status = it.status;
      ctx.body = { ...problemBody(it), traceId: ctx.state['requestId'] as string };
      ctx.type = 'application/problem+json';
      if (it.status === 503 || it.status === 429) ctx.set('retry-after', '2');
    }
  };
}

const problemBody = ({ code, status, detail, extra }: Problem) => ({
  type: `urn:xinglin:problem:${code.toLowerCase()}`,
  title: code,
  status,
  code,
  detail,
  ...extra,
});

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ZodError)
    return problem('INVALID_INPUT', {
      issues: error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
    });
  const status = (error as { status?: unknown }).status;
  if (status === 413) return problem('PAYLOAD_TOO_LARGE');
  if (typeof status === 'number' && status >= 400 && status < 500) return problem('INVALID_INPUT');
  return problem('INTERNAL');
}

const unknownApi = async (ctx: Context, next: Next) => {
  if (ctx.path.startsWith(`${API_PREFIX}/`)) throw problem('NOT_FOUND');
  await next();
};

/** CSP allows only ourselves; AMap's hosts join when the deployment has a key, since its JS API loads from there. */
const securityHeaders = ({ production, scriptHashes = [] }: HttpDeps) =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", ...scriptHashes, 'https://webapi.amap.com', 'https://restapi.amap.com'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:', 'https://*.amap.com', 'https://*.is.autonavi.com'],
        fontSrc: ["'self'", 'data:'],
        // A browser reads a photograph from its own memory (blob:) before it sends it.
        connectSrc: ["'self'", 'blob:', 'ws:', 'wss:', 'https://*.amap.com'],
        workerSrc: ["'self'", 'blob:'],
        frameAncestors: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        objectSrc: ["'none'"],
      },
    },
    strictTransportSecurity: production,
    originAgentCluster: true,
  });
