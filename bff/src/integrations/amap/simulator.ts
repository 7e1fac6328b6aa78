import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { distanceInMetres, type Gcj02Point } from '@xinglin/shared/kernel/geo';
import type { DemoCredentials } from '../demo-credentials.ts';
import { json, type Handler, type Simulator, type Store } from '../simulator-kit.ts';

export type AmapState = { calls: Record<string, number> };
export const amapState = (): AmapState => ({ calls: {} });
export type AmapSimulatorOptions = { credentials: DemoCredentials['amap']; streetsFile: string };

const Pair = z.tuple([z.number(), z.number()]);
const Map = z.object({
  streets: z.array(z.object({ name: z.string(), points: z.array(Pair).min(1) })),
  landmarks: z.array(z.object({ name: z.string(), point: Pair })).default([]),
});
type Map = z.infer<typeof Map>;
type Place = { name: string; point: Gcj02Point };

/** Used where no street file is given; approximate GCJ-02. */
const FEW_STREETS: Map = {
  streets: [
    {
      name: '衡山路',
      points: [
        [121.4385, 31.1965],
        [121.4452, 31.2028],
        [121.4501, 31.2075],
      ],
    },
    {
      name: '肇嘉浜路',
      points: [
        [121.4372, 31.1948],
        [121.4489, 31.1983],
        [121.4635, 31.2046],
      ],
    },
    {
      name: '漕溪北路',
      points: [
        [121.4372, 31.1948],
        [121.4361, 31.1889],
        [121.4352, 31.1818],
      ],
    },
    {
      name: '天钥桥路',
      points: [
        [121.4401, 31.1945],
        [121.4427, 31.1872],
        [121.4455, 31.1791],
      ],
    },
    {
      name: '淮海中路',
      points: [
        [121.4353, 31.2037],
        [121.4478, 31.2113],
        [121.4582, 31.2159],
      ],
    },
  ],
  landmarks: [{ name: '徐家汇', point: [121.437, 31.1945] }],
};
const DISTRICT = '徐汇区';
const CITY = '上海市';
/** Metres beyond which the simulated map shows nothing. */
const EDGE_M = 30_000;
const METRES_PER_SECOND = 4.2;

/** AMap's web service over a few streets. Every answer says that it is simulated. */
export function amapSimulator(
  store: Store<AmapState>,
  { credentials, streetsFile }: AmapSimulatorOptions,
): Simulator {
  const map = existsSync(streetsFile)
    ? Map.parse(JSON.parse(readFileSync(streetsFile, 'utf8')))
    : FEW_STREETS;
  const places: Place[] = [
    ...map.landmarks.map(({ name, point }) => ({ name, point: at(point) })),
    ...map.streets.flatMap(({ name, points }) =>
      middleFirst(points).map((point) => ({ name, point: at(point) })),
    ),
  ];
  const guarded =
    (refuse: (code: string, info: string) => ReturnType<Handler>, handle: Handler): Handler =>
    (request) => {
      const { path, query } = request;
      store.state.calls[path] = (store.state.calls[path] ?? 0) + 1;
      store.record('asked', { path });
      if (query.get('key') !== credentials.key) return refuse('10001', 'INVALID_USER_KEY');
      if (query.get('sig') !== signatureOf(query, credentials.privateKey))
        return refuse('10007', 'INVALID_USER_SIGNATURE');
      return handle(request);
    };
  return {
    routes: {
      'GET /v3/geocode/regeo': guarded(refuseV3, regeo(places)),
      'GET /v3/geocode/geo': guarded(refuseV3, geo(places)),
      'GET /v5/direction/bicycling': guarded(refuseV3, bicyclingV5),
      'GET /v4/direction/bicycling': guarded(refuseV4, bicyclingV4),
    },
    faults: {
      quota: ({ path }) =>
        (path.startsWith('/v4') ? refuseV4 : refuseV3)('10044', 'USER_DAILY_QUERY_OVER_LIMIT'),
    },
  };
}

const at = ([lng, lat]: [number, number]): Gcj02Point => ({ lng, lat });
/** A street is found at its middle, and described near any of its corners. */
const middleFirst = <T>(items: T[]): T[] => [items[items.length >> 1]!, ...items];
const ok = (value: object) => json({ status: '1', info: 'OK', infocode: '10000', simulated: true, ...value });
const refuseV3 = (infocode: string, info: string) => json({ status: '0', info, infocode });
const refuseV4 = (code: string, errmsg: string) =>
  json({ errcode: Number(code), errmsg, errdetail: null, data: null });

function signatureOf(query: URLSearchParams, privateKey: string): string {
  const pairs = [...query].filter(([name]) => name !== 'sig').sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('md5')
    .update(`${pairs.map((pair) => pair.join('=')).join('&')}${privateKey}`)
    .digest('hex');
}

function pointIn(text: string | null): Gcj02Point | undefined {
  const match = /^(\d{1,3}(?:\.\d{1,6})?),(\d{1,2}(?:\.\d{1,6})?)$/.exec(text ?? '');
  return match ? { lng: Number(match[1]), lat: Number(match[2]) } : undefined;
}

function regeo(places: readonly Place[]): Handler {
  return ({ query }) => {
    const point = pointIn(query.get('location'));
    if (!point) return refuseV3('20000', 'INVALID_PARAMS');
    const [nearest] = places
      .map((place) => ({ place, metres: distanceInMetres(point, place.point) }))
      .sort((a, b) => a.metres - b.metres);
    // Far from everything the real map answers with empty lists where texts would stand.
    if (!nearest || nearest.metres > EDGE_M)
      return ok({ regeocode: { formatted_address: [], addressComponent: { district: [], city: [] } } });
    return ok({
      regeocode: {
        formatted_address: `${CITY}${DISTRICT}${nearest.place.name}附近`,
        addressComponent: { province: CITY, city: [], district: DISTRICT, adcode: '310104' },
      },
    });
  };
}

function geo(places: readonly Place[]): Handler {
  return ({ query }) => {
    const text = query.get('address')?.trim();
    if (!text) return refuseV3('20000', 'INVALID_PARAMS');
    const place = places
      .filter(({ name }) => text.includes(name))
      .sort((a, b) => b.name.length - a.name.length)[0];
    if (!place) return ok({ count: '0', geocodes: [] });
    const house = Number(/(\d+)(?:弄|号)/.exec(text)?.[1] ?? 0);
    // House numbers run along the street; a little shift keeps two numbers apart.
    const point = { lng: place.point.lng + (house % 97) * 4e-6, lat: place.point.lat + (house % 89) * 4e-6 };
    const address = text.includes(DISTRICT) ? text : `${CITY}${DISTRICT}${text.replace(/^上海市?/, '')}`;
    return ok({
      count: '1',
      geocodes: [{ formatted_address: address, location: lngLat(point), adcode: '310104', level: '门牌号' }],
    });
  };
}

const lngLat = ({ lng, lat }: Gcj02Point) => `${lng.toFixed(6)},${lat.toFixed(6)}`;

const bicyclingV5: Handler = ({ query }) => {
  const way = wayBetween(query);
  if (!way) return refuseV3('20000', 'INVALID_PARAMS');
  if (way.metres > EDGE_M) return refuseV3('20803', 'OVER_DIRECTION_RANGE');
  const shown = (query.get('show_fields') ?? '').split(',');
  const steps = way.steps.map((polyline) => ({
    instruction: '沿道路骑行（模拟路线）',
    ...(shown.includes('polyline') ? { polyline } : {}),
  }));
  const cost = shown.includes('cost') ? { cost: { duration: String(way.seconds) } } : {};
  return ok({ route: { paths: [{ distance: String(way.metres), ...cost, steps }] } });
};

const bicyclingV4: Handler = ({ query }) => {
  const way = wayBetween(query);
  if (!way) return refuseV4('20000', 'INVALID_PARAMS');
  const steps = way.steps.map((polyline) => ({ instruction: '沿道路骑行（模拟路线）', polyline }));
  return json({
    errcode: 0,
    errmsg: 'OK',
    data: { paths: [{ distance: way.metres, duration: way.seconds, steps }] },
  });
};

const LEGS = 11;

/** Twelve points that leave the straight line and come back, as streets do, in three steps. */
function wayBetween(query: URLSearchParams) {
  const from = pointIn(query.get('origin'));
  const to = pointIn(query.get('destination'));
  if (!from || !to) return undefined;
  const [dLng, dLat] = [to.lng - from.lng, to.lat - from.lat];
  const points = Array.from({ length: LEGS + 1 }, (_, i) => {
    const along = i / LEGS;
    const aside = 0.12 * Math.sin(Math.PI * along);
    return { lng: from.lng + dLng * along - dLat * aside, lat: from.lat + dLat * along + dLng * aside };
  });
  const metres = points.slice(1).reduce((sum, point, i) => sum + distanceInMetres(points[i]!, point), 0);
  const steps = [
    [0, 4],
    [4, 8],
    [8, LEGS],
  ].map(([first, last]) =>
    points
      .slice(first, last! + 1)
      .map(lngLat)
      .join(';'),
  );
  return { metres: Math.round(metres), seconds: Math.round(metres / METRES_PER_SECOND), steps };
}
