import type { Pay, PayPage } from './types.ts';

/** Goes to the cashier, which sends the browser back to this page. */
export const pay: Pay = async (params, { wechatCashierUrl }) => {
  if (!wechatCashierUrl) throw new Error('no address for WeChat Pay');
  const to = new URL(wechatCashierUrl, location.href);
  to.searchParams.set('prepay_id', params.package.replace(/^prepay_id=/, ''));
  for (const [name, value] of Object.entries(params)) to.searchParams.set(name, value);
  to.searchParams.set('return_url', location.href);
  location.assign(to.toString());
  return 'left';
};

/** Goes to the page of the method, which sends the browser back to this one. */
export const payPage: PayPage = (payUrl) => {
  const to = new URL(payUrl);
  to.searchParams.set('return_url', location.href);
  location.assign(to.toString());
  return 'left';
};
