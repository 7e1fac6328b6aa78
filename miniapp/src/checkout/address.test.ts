import { expect, test } from 'vitest';
import { Address } from '@xinglin/shared/order/contract';
import type { Place } from '../find/place-rules.ts';
import { addressFaults, addressOf, addressText } from './address.ts';

const chosen: Place = {
  point: { lng: 121.437, lat: 31.1945 },
  name: '徐家汇',
  address: '',
  source: 'chosen',
};
const measured: Place = { ...chosen, name: '徐家汇附近', source: 'device' };
const contact = { door: '肇嘉浜路1011弄4号楼1202室', name: '林', phone: '13800000001' };

test('a complete address is one that the order takes', () => {
  expect(addressFaults(chosen, contact)).toEqual({});
  expect(Address.safeParse(addressOf(chosen, { ...contact, name: ' 林 ' })).success).toBe(true);
});

test('a chosen place is part of what the rider reads, a measured one is not', () => {
  expect(addressText(chosen, contact)).toBe('徐家汇 肇嘉浜路1011弄4号楼1202室');
  expect(addressText(measured, contact)).toBe('肇嘉浜路1011弄4号楼1202室');
});

test('what was already written is not written twice', () => {
  expect(addressText(chosen, { ...contact, door: '徐家汇肇嘉浜路1011弄' })).toBe('徐家汇肇嘉浜路1011弄');
});

test.each([
  ['door', { ...contact, door: '1 室' }],
  ['door', { ...contact, door: '长'.repeat(130) }],
  ['name', { ...contact, name: ' ' }],
  ['phone', { ...contact, phone: '1380000' }],
])('a wrong %s is told beside its field', (field, wrong) => {
  expect(Object.keys(addressFaults(chosen, wrong))).toEqual([field]);
});

test('without a place nothing can be delivered', () => {
  expect(addressFaults(null, contact)).toHaveProperty('place');
});
