import { readdir } from 'node:fs/promises';
import type { Migration } from '../kernel/migration.ts';

/** The one migration list: every file of this folder named `NNN-what.ts`, in order; each exports `migration`. */
export async function allMigrations(): Promise<Migration[]> {
  const files = (await readdir(import.meta.dirname)).filter((file) => /^\d{3}-[\w-]+\.ts$/.test(file)).sort();
  const modules = await Promise.all(
    files.map((file) => import(new URL(file, import.meta.url).href) as Promise<{ migration: Migration }>),
  );
  return modules.map(({ migration }) => migration);
}
