import { expect, it } from 'vitest';
import { codesIn } from './code-field.tsx';

it('codes come one a line, or pasted with commas; empty lines do not count', () => {
  expect(codesIn('81000001\n 81000002\n\n81000003，81000004')).toEqual([
    '81000001',
    '81000002',
    '81000003',
    '81000004',
  ]);
  expect(codesIn(undefined)).toEqual([]);
});
