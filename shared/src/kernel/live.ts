import { z } from 'zod';
import { SentPoint, boundingBox, type Gcj02Point } from './geo.ts';

/**
 * What the socket carries. Every event only says that something changed; the client then reads it again through its
 * endpoint, so rights are checked in one place and a missed event loses nothing. Rooms are derived on the server.
 */
export const LiveEvent = z.discriminatedUnion('topic', [
  z.object({ topic: z.literal('order'), id: z.string() }),
  z.object({ topic: z.literal('delivery'), id: z.string(), orderId: z.string() }),
  z.object({ topic: z.literal('prescription'), id: z.string() }),
  z.object({ topic: z.literal('stock'), id: z.string() }),
  /** What a store around can sell changed: of these drugs, or of any when the list is empty. */
  z.object({ topic: z.literal('nearby'), id: z.string(), drugIds: z.array(z.string()) }),
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

/**
 * The one thing a client may ask of the socket: notices from around a place it looks at, or from none any more. What is around is
 * public to everybody signed in; the room still follows from the place and can't be named.
 */
export const LIVE_LOOK = 'look';
export const LiveLook = z
  .strictObject({ point: SentPoint, radiusM: z.int().min(100).max(10_000) })
  .nullable();
export type LiveLook = z.infer<typeof LiveLook>;

/** Side of a square in degrees, about 10 km: a circle of 10 km touches a handful of them. */
const SQUARE = 0.1;
const square = (degrees: number) => Math.floor(degrees / SQUARE);
export const squareOf = ({ lng, lat }: Gcj02Point): string => `${square(lng)}/${square(lat)}`;

/** The squares a circle reaches into. */
export function squaresAround({ point, radiusM }: NonNullable<LiveLook>): string[] {
  const { west, east, south, north } = boundingBox(point, radiusM);
  const found: string[] = [];
  for (let x = square(west); x <= square(east); x += 1)
    for (let y = square(south); y <= square(north); y += 1) found.push(`${x}/${y}`);
  return found;
}
