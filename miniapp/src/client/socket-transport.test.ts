import { createServer, type Server as HttpServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { socketTransports } from './socket-transport.weapp.ts';

type NodeSocket = {
  on(event: string, then: (...args: never[]) => void): void;
  send(data: string): void;
  close(): void;
};
const { WebSocket } = createRequire(import.meta.url)('ws') as { WebSocket: new (url: string) => NodeSocket };

// WeChat's SocketTask, over a real connection.
const connectSocket = ({ url }: { url: string }) => {
  const socket = new WebSocket(url);
  return {
    onOpen: (then: () => void) => socket.on('open', then),
    onMessage: (then: (message: { data: string }) => void) =>
      socket.on('message', (data: Buffer) => then({ data: data.toString('utf8') })),
    onError: (then: (failure: { errMsg: string }) => void) =>
      socket.on('error', (error: Error) => then({ errMsg: error.message })),
    onClose: (then: (end: { code: number; reason: string }) => void) =>
      socket.on('close', (code: number) => then({ code, reason: '' })),
    send: ({ data }: { data: string }) => socket.send(data),
    close: () => socket.close(),
  };
};

let http: HttpServer;
let server: Server;
let client: Socket;
let port: number;

async function serve(at = 0) {
  http = createServer();
  server = new Server(http);
  await new Promise<void>((resolve) => http.listen(at, '127.0.0.1', resolve));
  port = (http.address() as AddressInfo).port;
}

beforeEach(async () => {
  Object.assign(globalThis, { wx: { connectSocket } });
  await serve();
});
afterEach(async () => {
  client.close();
  await server.close();
  Reflect.deleteProperty(globalThis, 'wx');
});

const connect = () => {
  client = io(`http://127.0.0.1:${port}`, {
    transports: socketTransports,
    upgrade: false,
    auth: { token: 't-1' },
    reconnectionDelay: 20,
  });
  return new Promise<void>((resolve) => client.once('connect', () => resolve()));
};

test('a mini-program is told of changes over its own kind of socket, with its token in the handshake', async () => {
  const token = new Promise((resolve) =>
    server.on('connection', ({ handshake }) => resolve(handshake.auth['token'])),
  );
  await connect();
  expect(await token).toBe('t-1');
  const heard = new Promise((resolve) => client.once('changed', resolve));
  server.emit('changed', { topic: 'order', id: '7', 备注: '含中文' });
  expect(await heard).toEqual({ topic: 'order', id: '7', 备注: '含中文' });
});

test('after the server was away the socket comes back by itself', async () => {
  await connect();
  const gone = new Promise((resolve) => client.once('disconnect', resolve));
  await server.close();
  await gone;
  const back = new Promise<void>((resolve) => client.once('connect', () => resolve()));
  await serve(port);
  await back;
  expect(client.connected).toBe(true);
});
