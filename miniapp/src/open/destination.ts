/** A page and what it is told. */
export type Destination = { path: string; query: Record<string, string> };

// Printed on posters and sent in messages: an entry may be pointed elsewhere, never taken away.
const pages: Record<string, { path: string; idAs?: string }> = {
  home: { path: '/home/index' },
  check: { path: '/journey/step1-symptom-check/index' },
  drug: { path: '/journey/step2-nearby-stock/index', idAs: 'drugId' },
  store: { path: '/journey/step2-nearby-stock/index', idAs: 'storeId' },
  order: { path: '/journey/step4-live-tracking/index', idAs: 'orderId' },
  orders: { path: '/orders/index' },
  medication: { path: '/journey/step5-medication/index' },
  dose: { path: '/journey/step5-medication/index', idAs: 'doseId' },
  record: { path: '/journey/step6-health-record/index' },
  rewards: { path: '/journey/step7-rewards/index' },
  'price-report': { path: '/journey/step3-price-comparison/report/index', idAs: 'id' },
  coupons: { path: '/journey/step3-price-comparison/wallet/index' },
  prescription: { path: '/prescription/index', idAs: 'id' },
  review: { path: '/pharmacist/index', idAs: 'id' },
  delivery: { path: '/rider/index', idAs: 'id' },
  invite: { path: '/home/index' },
};

const UUID_WITHOUT_DASHES = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/i;
/** A scene holds 32 characters, an id with dashes 36: QR codes carry ids without. */
const withDashes = (id: string) => id.replace(UUID_WITHOUT_DASHES, '$1-$2-$3-$4-$5');

/** What the address or the QR code names: `to` and `id`, or a scene `to.id`. */
function named(params: Record<string, string | undefined>): { to?: string; id?: string } {
  if (!params['scene']) return { to: params['to'], id: params['id'] };
  const [to, ...rest] = decodeURIComponent(params['scene']).split('.');
  return { to, id: rest.join('.') || undefined };
}

/** Where a QR code or a message leads; null when we do not know. Nothing named leads home. */
export function destinationOf(
  params: Record<string, string | undefined>,
): (Destination & { referral?: string }) | null {
  const { to = 'home', id } = named(params);
  const page = Object.keys(pages).includes(to) ? pages[to] : undefined;
  if (!page) return null;
  const referral = to === 'invite' ? id : params['r'];
  return {
    path: page.path,
    query: page.idAs && id ? { [page.idAs]: withDashes(id) } : {},
    ...(referral !== undefined && { referral }),
  };
}
