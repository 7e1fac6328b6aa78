import type { Address } from '@xinglin/shared/order/contract';
import type { FulfilmentMode } from '@xinglin/shared/pricing/contract';
import type { Place } from '../find/place-rules.ts';
import type { Contact } from '../find/place.ts';

/** Bounds of `Address` in the order's contract. */
const SHORTEST = 4;
const LONGEST = 120;

/** What the rider reads: the chosen place, then street, house and door. A measured place has no address worth reading. */
export function addressText(place: Place, { door }: Contact): string {
  const before = place.source === 'chosen' ? place.address || place.name : '';
  const text = door.trim();
  return before === '' || text.includes(before) ? text : `${before} ${text}`;
}

/** What is still wrong with the address, as sentences by field; empty when it can be sent. */
export function addressFaults(
  place: Place | null,
  contact: Contact,
  mode: FulfilmentMode = 'instant',
): Partial<Record<keyof Contact | 'place', string>> {
  const text = contact.door.trim();
  const person = personFaults(contact);
  // Who collects it at the counter is not asked where they live.
  if (mode === 'pickup') return person;
  return {
    ...(!place && { place: '请先选择收货位置' }),
    ...(text.length < SHORTEST && { door: '请写清路名、门牌和房间号，骑手才能找到' }),
    ...(place && addressText(place, contact).length > LONGEST && { door: '地址太长了，请写短一些' }),
    ...person,
  };
}

const personFaults = (contact: Contact) => ({
  ...(contact.name.trim() === '' && { name: '请填收货人，可以只填姓氏' }),
  ...(!/^1\d{10}$/.test(contact.phone.trim()) && { phone: '请填 11 位手机号' }),
});

export const addressOf = (place: Place, contact: Contact, mode: FulfilmentMode = 'instant'): Address => ({
  text: mode === 'pickup' ? '到店自提' : addressText(place, contact),
  point: place.point,
  contactName: contact.name.trim(),
  phone: contact.phone.trim(),
});
