import { createRequire } from 'node:module';
import type { Options, Tools } from './wx-shim.ts';

type NodeSocket = {
  on(event: string, then: (...args: never[]) => void): void;
  send(data: string): void;
  close(): void;
};
const { WebSocket } = createRequire(import.meta.url)('ws') as { WebSocket: new (url: string) => NodeSocket };

/** `wx.request` over fetch; whatever origin is built in, `outside.origin` is asked. */
export function request(options: Options, { outside, log, json, changed }: Tools) {
  const abort = new AbortController();
  const {
    url,
    method = 'GET',
    header,
    data,
  } = options as unknown as {
    url: string;
    method?: string;
    header?: Record<string, string>;
    data?: string;
  };
  const to = new URL(url.replace(/^https?:\/\/[^/]+/, outside.origin));
  const finish = async () => {
    try {
      const body = data === undefined ? {} : { body: data };
      const answer = await fetch(to, { method, headers: header, signal: abort.signal, ...body });
      const read = parse(await answer.text());
      log.requests.push({ method, path: to.pathname, status: answer.status });
      const headers = Object.fromEntries(answer.headers);
      options.success?.(
        json({ statusCode: answer.status, data: read, header: headers, errMsg: 'request:ok' }),
      );
    } catch (error) {
      options.fail?.(json({ errMsg: `request:fail ${String(error)}` }));
    } finally {
      options.complete?.(json({}));
      changed();
    }
  };
  void finish();
  return { abort: () => abort.abort(), onHeadersReceived() {}, offHeadersReceived() {} };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A SocketTask over a real connection. */
export function connectSocket(
  { url, fail }: { url: string; fail?: (failure: { errMsg: string }) => void },
  { outside: { origin }, json, changed }: Tools,
  open: Set<{ close(): void }>,
) {
  const socket = new WebSocket(url.replace(/^(ws|http)s?:\/\/[^/]+/, origin.replace(/^http/, 'ws')));
  open.add(socket);
  const on = (event: string, value: (...args: never[]) => object) => (then: (value: object) => void) =>
    socket.on(event, (...args: never[]) => {
      then(json(value(...args)));
      changed();
    });
  socket.on('error', ({ message }: Error) => fail?.(json({ errMsg: message })));
  return {
    onOpen: on('open', () => ({})),
    onMessage: on('message', (data: Buffer) => ({ data: data.toString('utf8') })),
    onError: on('error', ({ message }: Error) => ({ errMsg: message })),
    onClose: on('close', (code: number) => ({ code, reason: '' })),
    send: ({ data }: { data: string }) => socket.send(data),
    close: () => socket.close(),
  };
}
