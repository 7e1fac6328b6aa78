import { createAdapter } from '@socket.io/redis-streams-adapter';
import type { Redis } from 'ioredis';
import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { Gcj02Point } from '@xinglin/shared/kernel/geo';
import {
  LIVE_EVENT,
  LIVE_LOOK,
  LIVE_PATH,
  LiveLook,
  squareOf,
  squaresAround,
  type LiveEvent,
} from '@xinglin/shared/kernel/live';
import { Problem } from '@xinglin/shared/kernel/problem';
import type { Actor } from './actor.ts';
import type { Authenticate } from './auth.ts';
import type { Logger } from './log.ts';

/** Who hears an event. Rooms follow from who somebody is, and from the place they look at; no client can name one. */
export type Audience =
  | { person: string }
  | { store: string }
  | { role: 'rider' | 'pharmacist' | 'compliance_officer' }
  | { around: Gcj02Point };

export type Live = {
  tell(audience: Audience, event: LiveEvent): void;
  close(): Promise<void>;
};

const AROUND = 'around:';
const room = (audience: Audience): string =>
  'around' in audience ? AROUND + squareOf(audience.around) : Object.entries(audience)[0]!.join(':');
const roomsOf = (actor: Actor): string[] => [
  room({ person: actor.id }),
  ...(actor.storeId ? [room({ store: actor.storeId })] : []),
  `role:${actor.role}`,
];

/** Follows the place a client looks at; what is not a place is looking nowhere. */
function look(socket: Socket, asked: unknown): void {
  const place = LiveLook.safeParse(asked).data;
  const wanted = new Set(place ? squaresAround(place).map((each) => AROUND + each) : []);
  for (const each of socket.rooms) if (each.startsWith(AROUND) && !wanted.has(each)) void socket.leave(each);
  void socket.join([...wanted]);
}

/** The live socket: token in the handshake, only notices to it and places from it, and it is cut when the token ends. */
export function createLive(deps: {
  server: HttpServer;
  authenticate: Authenticate;
  /** Browser origins besides our own that may connect. */
  origins: string[];
  log: Logger;
  redis?: Redis | undefined;
}): Live {
  const io = new Server(deps.server, {
    path: LIVE_PATH,
    serveClient: false,
    maxHttpBufferSize: 16 * 1024,
    cors: { origin: deps.origins },
    connectionStateRecovery: { maxDisconnectionDuration: 120_000, skipMiddlewares: false },
    ...(deps.redis ? { adapter: createAdapter(deps.redis) } : {}),
  });
  io.use((socket, next) => {
    const token: unknown = socket.handshake.auth['token'];
    deps
      .authenticate(typeof token === 'string' ? token : '')
      .then((actor) => {
        socket.data = { actor };
        next();
      })
      .catch((error: unknown) => next(new Error(error instanceof Problem ? error.code : 'INTERNAL')));
  });
  io.on('connection', (socket) => {
    const { actor } = socket.data as { actor: Actor };
    void socket.join(roomsOf(actor));
    socket.on(LIVE_LOOK, (asked: unknown, done?: unknown) => {
      look(socket, asked);
      if (typeof done === 'function') (done as () => void)();
    });
    deps.log.debug({ actorId: actor.id, role: actor.role }, 'socket connected');
  });
  return {
    tell: (audience, event) => void io.to(room(audience)).emit(LIVE_EVENT, event),
    close: () => io.close(),
  };
}

/** For tests and command-line tools: remembers what was told, sends nothing. */
export function silentLive(): Live & { told: { audience: Audience; event: LiveEvent }[] } {
  const told: { audience: Audience; event: LiveEvent }[] = [];
  return { told, tell: (audience, event) => void told.push({ audience, event }), close: async () => {} };
}
