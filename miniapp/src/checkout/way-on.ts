/** What helps after an order was refused. `again`: nobody knows whether it was placed. `read`: the sentence says it all. */
export type WayOn = 'compare' | 'again' | 'prescription' | 'sign_in' | 'read';

const ways: Record<string, WayOn> = {
  PLAN_EXPIRED: 'compare',
  PLAN_CHANGED: 'compare',
  PLAN_NOT_FOUND: 'compare',
  OUT_OF_STOCK: 'compare',
  STORE_CLOSED: 'compare',
  LICENCE_ENDED: 'compare',
  PHARMACIST_AWAY: 'compare',
  FRIDGE_NOT_COLD: 'compare',
  DRUG_NOT_CARRIED: 'compare',
  ADDRESS_MOVED: 'compare',
  COUPON_NOT_USABLE: 'compare',
  PRESCRIPTION_NEEDED: 'prescription',
  PRESCRIPTION_DOES_NOT_COVER: 'prescription',
  PRESCRIPTION_EXPIRED: 'prescription',
  PRESCRIPTION_TAKEN: 'prescription',
  OFFLINE: 'again',
  INTERNAL: 'again',
  UPSTREAM_UNAVAILABLE: 'again',
  IDEMPOTENCY_IN_PROGRESS: 'again',
  DATABASE_BUSY: 'again',
  NOT_SIGNED_IN: 'sign_in',
  TOKEN_EXPIRED: 'sign_in',
  REFRESH_REFUSED: 'sign_in',
};

export const wayOn = (code: string): WayOn => ways[code] ?? 'read';
