import { beforeEach, describe, expect, test } from 'vitest';
import { problem } from '@xinglin/shared/kernel/problem';
import { positionQueue, type Point } from './position-queue.ts';

const start = Date.parse('2026-11-22T12:00:00Z');
let clock = start;
let network: (points: Point[]) => Promise<unknown>;
let arrived: Point[][] = [];
const take = async (points: Point[]) => void arrived.push(points);
const queue = () =>
  positionQueue(
    (points) => network(points),
    () => clock,
  );
const at = (seconds: number, accuracyMetres = 8) => ({
  point: { lng: 121.44, lat: 31.19 + seconds / 100_000 },
  accuracyMetres,
  at: start + seconds * 1_000,
});
const offline = async () => Promise.reject(problem('OFFLINE'));
const seconds = (points: Point[]) => points.map(({ at: when }) => (Date.parse(when) - start) / 1_000);

beforeEach(() => {
  clock = start;
  arrived = [];
  network = take;
});

describe('points measured without a network', () => {
  test('are sent later, all of them, oldest first', async () => {
    const it = queue();
    network = offline;
    for (const second of [0, 4, 8]) it.add(at(second));
    expect(await it.flush()).toBe(false);
    it.add(at(12));
    network = take;
    expect(await it.flush()).toBe(true);
    expect(arrived.map(seconds)).toEqual([[0, 4, 8, 12]]);
    expect(it.size()).toBe(0);
  });

  test('go out fifty at a time, one batch after the other', async () => {
    const it = queue();
    for (let n = 0; n < 120; n++) it.add(at(n * 4));
    clock = start + 600_000;
    await it.flush();
    expect(arrived.map((batch) => batch.length)).toEqual([50, 50, 20]);
    expect(seconds(arrived.flat())).toEqual(Array.from({ length: 120 }, (_, n) => n * 4));
  });

  test('are given up after an hour', async () => {
    const it = queue();
    it.add(at(0));
    it.add(at(3_000));
    clock = start + 3_601_000;
    await it.flush();
    expect(arrived.map(seconds)).toEqual([[3_000]]);
  });

  test('stay when the network goes in the middle', async () => {
    const it = queue();
    for (let n = 0; n < 60; n++) it.add(at(n * 4));
    clock = start + 300_000;
    network = async (points) => (arrived.length === 0 ? take(points) : offline());
    expect(await it.flush()).toBe(false);
    expect(it.size()).toBe(10);
  });
});

test('a second sending does not overtake the first', async () => {
  const it = queue();
  let let_go = () => {};
  network = async (points) => {
    await new Promise<void>((resolve) => (let_go = resolve));
    return take(points);
  };
  it.add(at(0));
  const first = it.flush();
  it.add(at(4));
  expect(await it.flush()).toBe(false);
  network = take;
  let_go();
  await first;
  expect(arrived.map(seconds)).toEqual([[0], [4]]);
});

test('a batch that the server refuses for good does not hold up the next', async () => {
  const it = queue();
  network = async () => Promise.reject(problem('INVALID_INPUT'));
  it.add(at(0));
  expect(await it.flush()).toBe(true);
  expect(it.size()).toBe(0);
});

test('points worse than 100 m, and points within three seconds, are not worth sending', () => {
  const it = queue();
  it.add(at(0));
  it.add(at(2));
  it.add(at(3));
  it.add(at(9, 101));
  expect(it.size()).toBe(2);
});
