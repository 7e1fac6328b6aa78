import { expect, it } from 'vitest';
import { z } from 'zod';
import { findNearbyStores } from '@xinglin/shared/store/contract';
import { makePlan } from '@xinglin/shared/pricing/contract';
import { searchDrugs } from '@xinglin/shared/catalogue/contract';

/** Every field name anywhere in a schema. */
const fieldsOf = (schema: z.ZodType, io: 'input' | 'output'): string[] => {
  const found = new Set<string>();
  const walk = (node: unknown): void => {
    if (!node || typeof node !== 'object') return;
    const { properties } = node as { properties?: Record<string, unknown> };
    for (const name of Object.keys(properties ?? {})) found.add(name);
    Object.values(node).forEach(walk);
  };
  walk(z.toJSONSchema(schema, { io, unrepresentable: 'any' }));
  return [...found];
};

it('no list of stores, plans or drugs has a place for paid ranking', () => {
  for (const { input, output } of [findNearbyStores, makePlan, searchDrugs]) {
    const fields = [...fieldsOf(input, 'input'), ...fieldsOf(output, 'output')];
    expect(fields.length).toBeGreaterThan(5);
    expect(
      fields.filter((name) => /^ad$|advert|sponsor|promot|paid|boost|bid|rank|featured/i.test(name)),
    ).toEqual([]);
  }
});

it('the nearby order can only be what is declared: distance, readiness or price', () => {
  expect(findNearbyStores.input.shape.sort.unwrap().options).toEqual(['distance', 'ready', 'price']);
});
