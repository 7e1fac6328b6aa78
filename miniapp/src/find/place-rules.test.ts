import { expect, test } from 'vitest';
import { landmarkPlace, measuredPlace, nearestFirst } from './place-rules.ts';

const landmarks = [
  { name: '上海南站', point: [121.4303, 31.1551] },
  { name: '徐家汇', point: [121.437, 31.1945] },
] as const;

test('a measured point is named by the nearest landmark', () => {
  expect(measuredPlace({ lng: 121.438, lat: 31.195 }, landmarks)).toMatchObject({
    name: '徐家汇附近',
    address: '距徐家汇 110 米',
    source: 'device',
  });
});

test('far from every landmark the point stays, without a name that would mislead', () => {
  const place = measuredPlace({ lng: 116.4, lat: 39.9 }, landmarks);
  expect(place).toMatchObject({ point: { lng: 116.4, lat: 39.9 }, name: '当前位置', address: '' });
});

test('a point outside of China is no place to deliver to', () => {
  expect(measuredPlace({ lng: -0.12, lat: 51.5 }, landmarks)).toBeNull();
});

test('landmarks come by distance once the point is known', () => {
  expect(nearestFirst({ lng: 121.437, lat: 31.19 }, landmarks).map(({ name }) => name)).toEqual([
    '徐家汇',
    '上海南站',
  ]);
  expect(nearestFirst(null, landmarks).map(({ name }) => name)).toEqual(['上海南站', '徐家汇']);
});

test('a chosen landmark carries its point', () => {
  expect(landmarkPlace(landmarks[1])).toEqual({
    point: { lng: 121.437, lat: 31.1945 },
    name: '徐家汇',
    address: '',
    source: 'chosen',
  });
});
