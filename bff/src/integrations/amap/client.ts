import { createHash } from 'node:crypto';
import { z } from 'zod';
import { distanceInMetres, type Gcj02Point } from '@xinglin/shared/kernel/geo';
import type { Geocoder, Route, RoutePlanner } from '../../capabilities/delivery/ports.ts';
import { outbound, unavailable, type Outbound } from '../outbound.ts';

export type AmapOptions = {
  /** `https://restapi.amap.com`, or a simulator. */
  baseUrl: string;
  key: string;
  /** When the key has digital signatures switched on. */
  privateKey?: string;
  /** City that addresses without one are looked for in. */
  city?: string;
};

const NAME = 'amap';
/** Real streets are longer than the straight line by about this much. */
const DETOUR = 1.35;
/** 15 km/h, an ordinary pace of delivery by electric bicycle in town. */
const METRES_PER_SECOND = 15 / 3.6;

/** An empty text comes as `[]`. */
const Text = z.union([z.string(), z.array(z.unknown()).transform(() => '')]).catch('');
const Step = z.object({ polyline: Text });
const Regeo = z.object({
  regeocode: z.object({
    formatted_address: Text,
    addressComponent: z.object({ district: Text }).partial().catch({}),
  }),
});
const Geo = z.object({ geocodes: z.array(z.object({ location: Text, formatted_address: Text })).catch([]) });
const Path = z.object({
  distance: z.coerce.number<unknown>(),
  duration: z.coerce.number<unknown>().optional(),
  cost: z.object({ duration: z.coerce.number<unknown>() }).optional(),
  steps: z.array(Step),
});
const BicyclingV5 = z.object({ route: z.object({ paths: z.array(Path).min(1) }) });
const BicyclingV4 = z.object({ data: z.object({ paths: z.array(Path).min(1) }) });

/** AMap's web service. Points are GCJ-02, as AMap's own. */
export function amapClient(options: AmapOptions): RoutePlanner & Geocoder & { disconnect(): Promise<void> } {
  // A person or a rider waits for this and there is an estimate to fall back on, so patience is short.
  const door = outbound({ name: NAME, baseUrl: options.baseUrl, deadlineMs: 3_000 });
  const ask = <T>(path: string, params: Record<string, string>, schema: z.ZodType<T>) =>
    get(door, options, path, params, schema);
  return {
    async describe(point) {
      const { regeocode } = await ask(
        '/v3/geocode/regeo',
        { location: lngLat(point), extensions: 'base' },
        Regeo,
      );
      const { formatted_address: address, addressComponent } = regeocode;
      return { address, district: addressComponent.district ?? '' };
    },
    async locate(text) {
      const params = { address: text, ...(options.city ? { city: options.city } : {}) };
      const [first] = (await ask('/v3/geocode/geo', params, Geo)).geocodes;
      const [point] = first ? pointsOf(first.location) : [];
      return point ? { point, address: first!.formatted_address || text } : null;
    },
    async cycle(from, to) {
      const ends = { origin: lngLat(from), destination: lngLat(to) };
      try {
        const { route } = await ask(
          '/v5/direction/bicycling',
          { ...ends, show_fields: 'cost,polyline' },
          BicyclingV5,
        );
        return routeOf(route.paths[0]!, from, to);
      } catch {
        // The v5 routes are a trial quota of their own; v4 answers when that is used up.
      }
      try {
        const { data } = await ask('/v4/direction/bicycling', ends, BicyclingV4);
        return routeOf(data.paths[0]!, from, to);
      } catch {
        return straightLine(from, to);
      }
    },
    disconnect: door.close,
  };
}

/** What a rider covers when no map answers: great circle × 1.35 at 15 km/h. */
export function straightLine(from: Gcj02Point, to: Gcj02Point): Route {
  const metres = Math.round(distanceInMetres(from, to) * DETOUR);
  return { metres, seconds: Math.round(metres / METRES_PER_SECOND), points: [from, to], estimated: true };
}

async function get<T>(
  door: Outbound,
  { key, privateKey }: AmapOptions,
  path: string,
  params: Record<string, string>,
  schema: z.ZodType<T>,
): Promise<T> {
  const all = { ...params, key, output: 'JSON' };
  const query = new URLSearchParams(privateKey ? { ...all, sig: amapSignature(all, privateKey) } : all);
  const { status, body } = await door.send({
    method: 'GET',
    path: `${path}?${query.toString()}`,
    keyed: true,
  });
  const value = parse(body);
  const fault = status === 200 ? faultOf(value) : `HTTP ${status}`;
  if (fault) throw unavailable(NAME, new Error(fault));
  const result = schema.safeParse(value);
  if (!result.success) throw unavailable(NAME, result.error);
  return result.data;
}

const Verdict = z.union([
  z.object({ errcode: z.number(), errmsg: Text }),
  z.object({ status: z.literal('1') }).transform(() => ({ errcode: 0, errmsg: '' })),
  z
    .object({ infocode: Text, info: Text })
    .transform(({ infocode, info }) => ({ errcode: infocode, errmsg: info })),
]);

/** v3 and v5 say `status` and `infocode`, v4 says `errcode`. */
function faultOf(value: unknown): string | undefined {
  const { errcode, errmsg } = Verdict.safeParse(value).data ?? { errcode: 'unreadable', errmsg: '' };
  return errcode === 0 ? undefined : `${errcode} ${errmsg}`;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** md5 of the parameters in order of their names, not encoded, with the private key straight after. */
export function amapSignature(params: Readonly<Record<string, string>>, privateKey: string): string {
  const names = Object.keys(params).sort();
  const text = names.map((name) => `${name}=${params[name]}`).join('&');
  return createHash('md5')
    .update(text + privateKey)
    .digest('hex');
}

const lngLat = ({ lng, lat }: Gcj02Point) => `${trim(lng)},${trim(lat)}`;
const trim = (degrees: number) => String(Number(degrees.toFixed(6)));

/** `lng,lat;lng,lat`; what is no point is left out. */
function pointsOf(text: string): Gcj02Point[] {
  return text
    .split(';')
    .map((pair) => pair.split(',').map(Number))
    .filter((pair) => pair.length === 2 && pair.every(Number.isFinite))
    .map(([lng, lat]) => ({ lng: lng!, lat: lat! }));
}

function routeOf(path: z.infer<typeof Path>, from: Gcj02Point, to: Gcj02Point): Route {
  const way = path.steps.flatMap(({ polyline }) => pointsOf(polyline));
  // Each step begins where the one before ended.
  const points = way.filter(
    (point, i) => i === 0 || point.lng !== way[i - 1]!.lng || point.lat !== way[i - 1]!.lat,
  );
  const metres = Math.round(path.distance);
  const seconds = Math.round(path.cost?.duration ?? path.duration ?? metres / METRES_PER_SECOND);
  return { metres, seconds, points: points.length > 1 ? points : [from, to] };
}
