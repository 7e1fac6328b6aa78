import gcoord from 'gcoord';
import { expect, test } from 'vitest';
import { distanceInMetres } from '@xinglin/shared/kernel/geo';
import { fromWgs84 } from './gcj02.ts';

const cities: [string, number, number][] = [
  ['Beijing', 116.397428, 39.90923],
  ['Hangzhou', 120.15507, 30.274085],
  ['Guangzhou', 113.264385, 23.129112],
  ['Urumqi', 87.616848, 43.825592],
  ['Hong Kong', 114.1694, 22.3193],
];

test.each(cities)('a browser position in %s lands where Chinese maps have it', (_, lng, lat) => {
  const [expectedLng, expectedLat] = gcoord.transform([lng, lat], gcoord.WGS84, gcoord.GCJ02);
  const ours = fromWgs84(lng, lat);
  expect(distanceInMetres(ours, { lng: expectedLng, lat: expectedLat })).toBeLessThan(0.01);
});

test('in Beijing the two systems are 555 m apart', () => {
  const moved = distanceInMetres(fromWgs84(116.397428, 39.90923), { lng: 116.397428, lat: 39.90923 });
  expect(Math.round(moved)).toBe(555);
});

test('a position abroad is left as it is', () => {
  expect(fromWgs84(139.6917, 35.6895)).toEqual({ lng: 139.6917, lat: 35.6895 });
});
