import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Files nobody may reach by an address: kept by a random key, already encrypted when they arrive. */
export type PrivateFiles = {
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Null when there is none under this key. */
  get(key: string): Promise<Buffer | null>;
  /** Safe to repeat. */
  remove(key: string): Promise<void>;
};

/** Private files in a folder of this machine, served by nothing. What arrives is already encrypted. */
export function folderFiles(folder: string): PrivateFiles {
  const place = (key: string) => {
    // Keys are ours; the check is here so that no caller can ever reach out of the folder.
    if (!/^[\da-f]{16,64}$/.test(key)) throw new Error('not a key of a private file');
    return path.join(folder, key.slice(0, 2), key);
  };
  return {
    async put(key, bytes) {
      const file = place(key);
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      const draft = `${file}.${randomBytes(4).toString('hex')}`;
      await writeFile(draft, bytes, { mode: 0o600, flush: true });
      // Whoever reads sees the whole file or none.
      await rename(draft, file);
    },
    get: (key) =>
      readFile(place(key)).catch((error: NodeJS.ErrnoException) =>
        error.code === 'ENOENT' ? null : Promise.reject(error),
      ),
    remove: (key) => rm(place(key), { force: true }),
  };
}
