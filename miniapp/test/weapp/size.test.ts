import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const DIST = path.resolve(import.meta.dirname, '../../dist/weapp');
const MAIN_LIMIT = 1.5 * 1024 * 1024;
// WeChat's own limit for each package.
const PACKAGE_LIMIT = 2 * 1024 * 1024;

const files = (): string[] => {
  if (!existsSync(path.join(DIST, 'app.json')))
    throw new Error('dist/weapp is not built: run npm run build:weapp first');
  return readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((file) =>
    statSync(path.join(DIST, file)).isFile(),
  );
};
const roots = (): string[] => {
  const app = JSON.parse(readFileSync(path.join(DIST, 'app.json'), 'utf8')) as {
    subPackages?: { root: string }[];
  };
  return (app.subPackages ?? []).map(({ root }) => root);
};
const bytes = (some: string[]) => some.reduce((sum, file) => sum + statSync(path.join(DIST, file)).size, 0);

test('the main package is smaller than 1.5 MB', () => {
  const inSubpackage = (file: string) => roots().some((root) => file.startsWith(`${root}/`));
  expect(bytes(files().filter((file) => !inSubpackage(file)))).toBeLessThan(MAIN_LIMIT);
});

test('each subpackage is smaller than 2 MB', () => {
  for (const root of roots())
    expect(bytes(files().filter((file) => file.startsWith(`${root}/`))), root).toBeLessThan(PACKAGE_LIMIT);
});

test('no script holds syntax that older phones cannot read', () => {
  const scripts = files().filter((file) => file.endsWith('.js'));
  for (const file of scripts) {
    const code = readFileSync(path.join(DIST, file), 'utf8');
    expect(code, file).not.toMatch(/\?\?=|\|\|=|&&=|this\.#\w/);
  }
});
