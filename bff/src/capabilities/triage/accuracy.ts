import { readFileSync } from 'node:fs';
import { PublishedAccuracy, type getAccuracy as contract } from '@xinglin/shared/triage/contract';
import type { Handler } from '../../kernel/http.ts';

const FILE = new URL('../../../../config/triage/accuracy.json', import.meta.url);

/** The figures as measured by `npm run triage -- --publish`; a test measures them again. */
export const publishedAccuracy = (): PublishedAccuracy =>
  PublishedAccuracy.parse(JSON.parse(readFileSync(FILE, 'utf8')));

export function getAccuracy(): Handler<typeof contract> {
  const published = publishedAccuracy();
  return () => Promise.resolve(published);
}
