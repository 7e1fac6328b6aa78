import { z } from 'zod';

/**
 * What the socket carries. Every event only says that something changed; the client then reads it again through its
 * endpoint, so rights are checked in one place and a missed event loses nothing. Rooms are derived on the server.
 */
export const LiveEvent = z.discriminatedUnion('topic', [
  z.object({ topic: z.literal('order'), id: z.string() }),
  z.object({ topic: z.literal('delivery'), id: z.string(), orderId: z.string() }),
  z.object({ topic: z.literal('prescription'), id: z.string() }),
  z.object({ topic: z.literal('stock'), id: z.string() }),
  z.object({ topic: z.literal('dose'), id: z.string() }),
  z.object({ topic: z.literal('inbox'), id: z.string() }),
  z.object({ topic: z.literal('offer'), id: z.string() }),
]);
export type LiveEvent = z.infer<typeof LiveEvent>;
export type LiveTopic = LiveEvent['topic'];

/** The one socket.io event name the server sends `LiveEvent`s under. */
export const LIVE_EVENT = 'changed';
/** Path of the socket on the server. */
export const LIVE_PATH = '/socket.io';
