import { send } from '@koa/send';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Context, Middleware, Next } from 'koa';
import { countDead } from './dead-events.ts';
import type { Database } from './database.ts';
import type { Metrics } from './metrics.ts';

const YEAR_MS = 365 * 24 * 3_600_000;

/** Files of a built client under `prefix`; anything that is no file there answers with its index page. */
export function clientFiles(prefix: '/' | `/${string}/`, folder: string): Middleware {
  return async (ctx, next) => {
    if (!['GET', 'HEAD'].includes(ctx.method)) return void (await next());
    if (ctx.path === prefix.slice(0, -1) && prefix !== '/') return ctx.redirect(prefix);
    if (!ctx.path.startsWith(prefix)) return void (await next());
    const file = ctx.path.slice(prefix.length) || 'index.html';
    const known = existsSync(path.join(folder, path.normalize(`/${decode(file)}`))) && !file.endsWith('/');
    if (!known && path.extname(file)) return void (await next());
    // Bundles carry a hash in their name; the index page must always be asked for again.
    const lasting = known && /[.-][\w-]{8,}\.(js|css|png|svg|woff2?)$/.test(file);
    await send(ctx, known ? file : 'index.html', {
      root: folder,
      maxage: lasting ? YEAR_MS : 0,
      immutable: lasting,
    });
  };
}

const decode = (text: string) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
};

/** CSP sources for the inline scripts that a bundler wrote into the index page: exactly those, nothing else inline. */
export function inlineScriptHashes(folder: string): string[] {
  const file = path.join(folder, 'index.html');
  if (!existsSync(file)) return [];
  const scripts = readFileSync(file, 'utf8').matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g);
  return [...scripts].map(([, code]) => `'sha256-${createHash('sha256').update(code!).digest('base64')}'`);
}

const DOCS_PAGE = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>杏林 API</title><link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><main id="swagger-ui"></main><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>`;
const DOCS_START =
  "window.ui = SwaggerUIBundle({ url: '/docs/openapi.json', dom_id: '#swagger-ui', deepLinking: true, docExpansion: 'none' });";
const DOCS_FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

/** The API reference at `/docs`, from files on this machine. */
export function docsPages(document: object): Middleware {
  const folder = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const pages: Record<string, [type: string, body: string]> = {
    '/docs': ['html', DOCS_PAGE],
    '/docs/': ['html', DOCS_PAGE],
    '/docs/start.js': ['js', DOCS_START],
    '/docs/openapi.json': ['json', JSON.stringify(document)],
  };
  return async (ctx: Context, next: Next) => {
    const page = pages[ctx.path];
    if (page) {
      ctx.type = page[0];
      ctx.body = page[1];
      return;
    }
    const file = /^\/docs\/([\w.-]+)$/.exec(ctx.path)?.[1];
    if (!file || !DOCS_FILES.includes(file)) return void (await next());
    await send(ctx, file, { root: folder, maxage: 3_600_000 });
  };
}

/** `/livez`: the process answers. `/readyz`: it can serve (database there, not stopping). `/metrics`: Prometheus text. */
export function healthPages(deps: { db: Database; metrics: Metrics; stopping: () => boolean }): Middleware {
  const { db, metrics, stopping } = deps;
  const ready = async () => {
    if (stopping()) return false;
    await db.read.query('SELECT 1');
    return true;
  };
  return async (ctx, next) => {
    if (ctx.path === '/livez') ctx.body = { live: true };
    else if (ctx.path === '/readyz') {
      const isReady = await ready().catch(() => false);
      ctx.status = isReady ? 200 : 503;
      // Serving goes on with dead events; whoever watches sees them here.
      ctx.body = { ready: isReady, ...(isReady && { deadEvents: await countDead(db.read) }) };
    } else if (ctx.path === '/metrics') {
      metrics.outboxDead.set(await countDead(db.read));
      ctx.type = metrics.registry.contentType;
      ctx.body = await metrics.registry.metrics();
    } else await next();
  };
}
