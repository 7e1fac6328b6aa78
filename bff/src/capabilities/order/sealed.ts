import type { Address } from '@xinglin/shared/order/contract';
import type { FieldCrypto, FieldPlace } from '../../kernel/crypto.ts';
import type { OrderRow, ParcelRow } from './store.ts';

const addressOf = (row: string): FieldPlace => ({ table: 'sales_order', column: 'address', row });
const codeOf = (row: string): FieldPlace => ({ table: 'parcel', column: 'receiptCode', row });

export const sealAddress = (crypto: FieldCrypto, orderId: string, address: Address): string =>
  crypto.encrypt(JSON.stringify(address), addressOf(orderId));
export const openAddress = (crypto: FieldCrypto, { id, address }: OrderRow): Address =>
  JSON.parse(crypto.decrypt(address, addressOf(id))) as Address;

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
