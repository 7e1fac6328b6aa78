import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { folderFiles } from './private-files.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'xinglin-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const files = folderFiles(folder);
const key = 'ab'.repeat(24);

it('gives back what it was given, readable for nobody else on the machine, until it is removed', async () => {
  await files.put(key, Buffer.from('sealed'));
  expect((await files.get(key))?.toString()).toBe('sealed');
  expect(statSync(path.join(folder, 'ab', key)).mode & 0o077).toBe(0);
  await files.remove(key);
  await files.remove(key);
  expect(await files.get(key)).toBeNull();
});

it.each(['../../etc/passwd', 'ab/../../x', '', 'AB'.repeat(24), `${key}.jpg`])(
  'takes no key like %s',
  async (bad) => {
    await expect((async () => files.get(bad))()).rejects.toThrow('not a key');
    await expect(files.put(bad, Buffer.alloc(1))).rejects.toThrow('not a key');
  },
);
