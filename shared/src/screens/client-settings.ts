import { z } from 'zod';
import { endpoint } from '../kernel/endpoint.ts';
import { Gcj02Point } from '../kernel/geo.ts';

/** What a client must know before anybody signs in. Holds no secret. */
export const ClientSettings = z.object({
  /** Key of the AMap JS API, or null: then the own drawn map is shown. */
  amapKey: z.string().nullable(),
  /** Where a browser (H5) goes to sign in with WeChat; `redirect_uri` is added by the client. */
  wechatAuthorizeUrl: z.string().nullable(),
  /** Where a browser (H5) goes to pay; `prepay_id` and the signed fields are added by the client. */
  wechatCashierUrl: z.string().nullable(),
  /** The outside systems that are simulators in this deployment, in Chinese, for the notice on screen. */
  simulated: z.array(z.string()),
  /** Where the map starts when the person gave no location. */
  centre: Gcj02Point,
  /** Shown at the foot of the home page (药品网络销售监督管理办法 2022: the licence stands on the home page). */
  licences: z.array(z.object({ name: z.string(), number: z.string() })),
});
export type ClientSettings = z.infer<typeof ClientSettings>;

export const getClientSettings = endpoint({
  method: 'GET',
  path: '/client-settings',
  summary: '客户端启动所需的公开设置',
  access: 'public',
  owner: 'anyone',
  input: z.strictObject({}),
  output: ClientSettings,
});

const Line = z.array(z.tuple([z.number(), z.number()]));
/** Streets of the demo city for the own drawn map; `[lng, lat]` in GCJ-02. */
export const StreetMap = z.object({
  streets: z.array(
    z.object({ name: z.string(), class: z.enum(['main', 'minor', 'expressway']), points: Line }),
  ),
  water: z.array(z.object({ name: z.string(), points: Line })),
  parks: z.array(z.object({ name: z.string(), points: Line })),
  landmarks: z.array(z.object({ name: z.string(), point: z.tuple([z.number(), z.number()]) })),
});
export type StreetMap = z.infer<typeof StreetMap>;

export const getStreetMap = endpoint({
  method: 'GET',
  path: '/street-map',
  summary: '演示城区的街道(自绘地图用，无需联网瓦片)',
  access: 'public',
  owner: 'anyone',
  input: z.strictObject({}),
  output: StreetMap,
});
