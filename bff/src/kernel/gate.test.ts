import { expect, it } from 'vitest';
import { gate } from './gate.ts';

const open = (width: number, depth: number) => gate(width, depth, () => new Error('full'));

it('lets so many in at a time, in the order they came, and refuses beyond the queue', async () => {
  const enter = open(2, 2);
  const seen: string[] = [];
  const doors = new Map<string, () => void>();
  const visit = (name: string) =>
    enter(async () => {
      seen.push(name);
      await new Promise<void>((go) => doors.set(name, go));
    });
  const all = ['a', 'b', 'c', 'd'].map(visit);
  await expect(visit('e')).rejects.toThrow('full');
  expect(seen).toEqual(['a', 'b']);
  for (const name of ['b', 'a', 'c', 'd']) {
    doors.get(name)!();
    await new Promise((turn) => setImmediate(turn));
  }
  await Promise.all(all);
  expect(seen).toEqual(['a', 'b', 'c', 'd']);
});

it('gives the place back when the work fails', async () => {
  const enter = open(1, 0);
  await expect(enter(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await enter(async () => 1)).toBe(1);
});
