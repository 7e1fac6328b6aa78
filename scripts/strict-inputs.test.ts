import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { Endpoint } from '../shared/src/kernel/endpoint.ts';

const SHARED = new URL('../shared/src/', import.meta.url);

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'input' in value && 'output' in value && 'path' in value;

const files = readdirSync(SHARED, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.ts$/.test(file) && !/\.test\.ts$/.test(file),
);
const modules = await Promise.all(
  files.map((file) => import(new URL(file, SHARED).href) as Promise<Record<string, unknown>>),
);
const endpoints = modules.flatMap((each) => Object.values(each)).filter(isEndpoint);

/** Where an object stands that takes what nobody asked for. */
function open(schema: z.core.JSONSchema.BaseSchema | boolean | undefined, at: string): string[] {
  if (typeof schema !== 'object') return [];
  const { type, properties = {}, additionalProperties, items, anyOf = [], allOf = [] } = schema;
  return [
    ...(type === 'object' && schema.properties && additionalProperties !== false ? [at] : []),
    ...Object.entries(properties).flatMap(([name, each]) => open(each, `${at}.${name}`)),
    ...open(Array.isArray(items) ? items[0] : items, `${at}[]`),
    ...[...anyOf, ...allOf].flatMap((each) => open(each, at)),
  ];
}

it('takes of what is sent only what is declared, however deep it stands', () => {
  expect(endpoints.length).toBeGreaterThan(150);
  const wide = endpoints.flatMap(({ input, method, path }) =>
    open(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }), `${method} ${path}`),
  );
  expect(wide).toEqual([]);
});
