import { listTraceCodes } from '@xinglin/shared/inventory/contract';
import { getStoreParcel } from '@xinglin/shared/order/store-parcel';
import { staffPerson, type Product } from '../../../bff/test/product.ts';
import type { Visitor } from './browser.ts';

/** A code nobody knows is refused; then every box of the list, as the scanner types it. */
export async function scanBoxes(product: Product, clerk: Visitor, storeName: string, parcelId: string) {
  const field = clerk.at('scan');
  const scan = async (code: string) => {
    await field.fill(code);
    await field.press('Enter');
  };
  await scan('99999999999999999999');
  await clerk.sees('本店没有登记过这个追溯码');
  await clerk.look('scan-refused');
  clerk.forgive(/422/);
  const { username } = product.staff.filter(({ store }) => store === storeName).at(-1)!;
  const onApi = await staffPerson(product, { username });
  const { lines } = await onApi.call(getStoreParcel, { id: parcelId });
  for (const { batchId, toScan } of lines.flatMap(({ picks }) => picks)) {
    const { codes } = await onApi.call(listTraceCodes, { id: batchId });
    for (const [index, code] of codes.slice(0, toScan).entries()) {
      await scan(code);
      await clerk.sees(new RegExp(`已扫 ${index + 1} /`));
    }
  }
}
