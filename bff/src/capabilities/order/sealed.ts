import type { Address } from '@xinglin/shared/order/contract';
import { decryptOlder, type FieldCrypto, type FieldPlace } from '../../kernel/crypto.ts';
import type { AfterSaleRow } from './changes-table.ts';
import type { OrderRow, ParcelRow } from './store.ts';

const addressOf = (row: string): FieldPlace => ({ table: 'sales_order', column: 'address', row });
const codeOf = (row: string): FieldPlace => ({ table: 'parcel', column: 'receiptCode', row });

export const sealAddress = (crypto: FieldCrypto, orderId: string, address: Address): string =>
  crypto.encrypt(JSON.stringify(address), addressOf(orderId));
export const openAddress = (crypto: FieldCrypto, { id, address }: OrderRow): Address =>
  JSON.parse(crypto.decrypt(address, addressOf(id))) as Address;

const wordsOf = (column: 'text' | 'answer', row: string): FieldPlace => ({
  table: 'after_sale',
  column,
  row,
});
/** What a person says of their goods, and what the store answers. */
export const sealWords = (
  crypto: FieldCrypto,
  column: 'text' | 'answer',
  afterSaleId: string,
  words: string,
): string => crypto.encrypt(words, wordsOf(column, afterSaleId));
export function openWords(
  crypto: FieldCrypto,
  { id, text, answer }: Pick<AfterSaleRow, 'id' | 'text' | 'answer'>,
) {
  const open = (column: 'text' | 'answer', words: string) => decryptOlder(crypto, words, wordsOf(column, id));
  return { text: open('text', text), answer: answer === null ? null : open('answer', answer) };
}

const pickupOf = (row: string): FieldPlace => ({ table: 'parcel', column: 'pickupCode', row });
export const sealPickupCode = (crypto: FieldCrypto, parcelId: string, code: string): string =>
  crypto.encrypt(code, pickupOf(parcelId));
/** Only of a parcel that has one. */
export const openPickupCode = (crypto: FieldCrypto, { id, pickupCode }: ParcelRow): string =>
  crypto.decrypt(pickupCode ?? '', pickupOf(id));

export const sealReceiptCode = (crypto: FieldCrypto, parcelId: string, code: string): string =>
  crypto.encrypt(code, codeOf(parcelId));
export const openReceiptCode = (crypto: FieldCrypto, { id, receiptCode }: ParcelRow): string =>
  crypto.decrypt(receiptCode, codeOf(id));
