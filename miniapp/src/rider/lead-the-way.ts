import type { Gcj02Point } from '@xinglin/shared/kernel/geo';

/** Opens AMap with the way for a bicycle. Only the point leaves this page, no name and no address. */
export async function leadTheWay({ lng, lat }: Gcj02Point, _name: string): Promise<void> {
  const to = encodeURIComponent(`${lng},${lat},目的地`);
  window.open(
    `https://uri.amap.com/navigation?to=${to}&mode=ride&coordinate=gaode&callnative=1`,
    '_blank',
    'noopener',
  );
}
