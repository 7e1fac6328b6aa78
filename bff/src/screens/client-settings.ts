import { readFile } from 'node:fs/promises';
import {
  StreetMap,
  type ClientSettings,
  type getClientSettings,
  type getStreetMap,
} from '@xinglin/shared/screens/client-settings';
import type { Handler } from '../kernel/http.ts';

/** What clients may know before anybody signs in. */
export const clientSettings =
  (settings: ClientSettings): Handler<typeof getClientSettings> =>
  async () =>
    settings;

/** The streets of the own drawn map, read once. */
export function streetMap(file: URL): Handler<typeof getStreetMap> {
  let read: Promise<StreetMap> | undefined;
  return () => (read ??= readFile(file, 'utf8').then((text) => StreetMap.parse(JSON.parse(text))));
}
