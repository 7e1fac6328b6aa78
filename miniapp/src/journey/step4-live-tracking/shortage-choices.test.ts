import { expect, test } from 'vitest';
import type { Shortage } from '@xinglin/shared/order/changes';
import type { Order, ParcelStatus } from '@xinglin/shared/order/contract';
import { shortageChoices } from './shortage-choices.ts';

const parcel = (id: string, status: ParcelStatus, quantities: number[], storeId = id) => ({
  ...{ id, status, storeId, packagingFeeFen: 100, deliveryFeeFen: 500 },
  lines: quantities.map((quantity, index) => ({ id: `${id}-${index}`, quantity, shortQuantity: 0 })),
});
const order = (mode: Order['mode'], ...parcels: ReturnType<typeof parcel>[]) =>
  ({ mode, parcels }) as unknown as Order;
const shortage = (quantity: number, reason: Shortage['reason'] = 'not_found') =>
  ({
    ...{ parcelId: 'a', lineId: 'a-0', quantity, reason, refundFen: 1_000 },
    otherStores: [{ storeId: 's', storeName: '乙店', distanceM: 340 }],
  }) as Shortage;
const money = (...of: Parameters<typeof shortageChoices>) => shortageChoices(...of).at(-1)!;

test('what is collected is collected at the other store too; what is brought comes apart', () => {
  const texts = (mode: Order['mode']) =>
    shortageChoices(order(mode, parcel('a', 'to_pick', [2])), shortage(2))[0]!;
  expect(texts('pickup')).toMatchObject({ value: 's', text: '换到乙店取' });
  expect(texts('pickup').note).not.toMatch(/送/);
  expect(texts('instant').note).toBe('价格不变，离您 340 米，分开送达');
});

test('a recalled lot is not waited for', () => {
  const values = (reason: Shortage['reason']) =>
    shortageChoices(order('instant', parcel('a', 'to_pick', [2])), shortage(2, reason)).map((c) => c.value);
  expect(values('not_found')).toEqual(['s', 'wait', 'refund']);
  expect(values('recalled')).toEqual(['s', 'refund']);
});

test('the money of a part leaves the rest as it is', () => {
  expect(money(order('instant', parcel('a', 'to_pick', [2, 1])), shortage(2))).toMatchObject({
    text: '退这一部分 ¥10.00',
    note: '其余药品照常，款项原路退回',
  });
});

test('with the last unit of the order everything comes back, fees included, and it says that the order ends', () => {
  expect(money(order('instant', parcel('a', 'to_pick', [2])), shortage(2))).toMatchObject({
    text: '全部退款 ¥16.00',
    note: '订单取消，款项原路退回，配送费和包装费也退',
  });
});

test('with the last unit of one parcel its fees come back, unless the same store brings another', () => {
  const other = parcel('b', 'picked', [1]);
  expect(money(order('instant', parcel('a', 'to_pick', [2]), other), shortage(2))).toMatchObject({
    text: '退这一部分 ¥16.00',
    note: '其余包裹照常，款项原路退回，配送费和包装费也退',
  });
  const same = parcel('b', 'picked', [1], 'a');
  expect(money(order('instant', parcel('a', 'to_pick', [2]), same), shortage(2)).text).toBe(
    '退这一部分 ¥10.00',
  );
});
