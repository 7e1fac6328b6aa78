import { listPayMethods, payMethodText } from '@xinglin/shared/payment/contract';
import { useRead } from '../../client/use-endpoint.ts';
import { payPage } from '../../device/pay.ts';
import { Choices, SectionTitle } from '../../ui/index.ts';
import type { Paying } from './use-paying.ts';

/** How to pay, where there is a choice. Without an answer from the server WeChat is what there is. */
export function Methods({ orderId, paying }: { orderId: string; paying: Paying }) {
  const offered = useRead(listPayMethods, { orderId });
  // A method with a page of its own needs something that opens pages.
  const methods = (offered.data?.methods ?? []).filter((each) => each !== 'alipay' || payPage !== null);
  if (methods.length < 2) return null;
  return (
    <>
      <SectionTitle>付款方式</SectionTitle>
      <Choices
        options={methods.map((value) => ({ value, text: payMethodText[value] }))}
        chosen={[paying.method]}
        onChange={([method]) => method && paying.choose(method)}
      />
    </>
  );
}
