import { z } from 'zod';
import { endpoint } from '../kernel/endpoint.ts';
import { Id } from '../kernel/endpoint.ts';
import { Instant } from '../kernel/time.ts';
import { Dose } from '../medication/contract.ts';
import { Leaflet } from '../catalogue/contract.ts';
import { Order } from '../order/contract.ts';
import { Tracking } from '../delivery/contract.ts';

/** A part of a screen that may be missing while its service is down: then `available` is false and the rest still shows. */
const section = <T extends z.ZodType>(data: T) =>
  z.discriminatedUnion('available', [
    z.object({ available: z.literal(true), data }),
    z.object({ available: z.literal(false), reason: z.string() }),
  ]);

/** The home page: what the person is in the middle of. */
export const getHomeScreen = endpoint({
  method: 'GET',
  path: '/screens/home',
  summary: '首页:正在进行的事',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({}),
  output: z.object({
    doses: section(z.array(Dose)),
    /** `text`: where the order stands; `note`: what that means now. */
    activeOrders: section(
      z.array(z.object({ id: Id, orderNo: z.string(), text: z.string(), note: z.string(), at: Instant })),
    ),
    episode: section(z.object({ id: Id, text: z.string(), at: Instant }).nullable()),
    /** The last symptom check, to ask how it went; null while another is open. */
    followUp: section(z.object({ id: Id, text: z.string(), at: Instant }).nullable()),
    unread: section(z.int()),
    points: section(z.int()),
  }),
});

/** Step 4: one order with everything on the way, and the leaflets that may be shown once a rider has it. */
export const getTrackingScreen = endpoint({
  method: 'GET',
  path: '/screens/tracking/:orderId',
  summary: '配送跟踪:订单、骑手位置、说明书与禁忌',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({ orderId: Id }),
  output: z.object({
    order: Order,
    trackings: section(z.array(Tracking)),
    leaflets: section(
      z.array(z.object({ drugId: Id, name: z.string(), leaflet: Leaflet, warnings: z.array(z.string()) })),
    ),
  }),
});
