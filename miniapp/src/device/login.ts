import type { ReturnedCode, WechatCode } from './types.ts';

const STATE_KEY = 'wechat-login-state';

/** Leaves the page for WeChat, which sends the browser back to this address with a code; never resolves. */
export const wechatCode: WechatCode = async (authorizeUrl) => {
  if (!authorizeUrl) throw new Error('no address for WeChat login');
  const state = `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`;
  sessionStorage.setItem(STATE_KEY, state);
  const to = new URL(authorizeUrl, location.href);
  to.searchParams.set('redirect_uri', location.href);
  to.searchParams.set('state', state);
  location.assign(to.toString());
  return new Promise<never>(() => {});
};

/**
 * The code WeChat sent back in the address, once: it is taken out of the address bar. Only a code for a login that this
 * browser began counts, else a link could sign somebody into another person's account.
 */
export const returnedCode: ReturnedCode = () => {
  const here = new URL(location.href);
  const code = here.searchParams.get('code');
  if (!code) return null;
  const began = sessionStorage.getItem(STATE_KEY);
  const state = here.searchParams.get('state');
  sessionStorage.removeItem(STATE_KEY);
  here.searchParams.delete('code');
  here.searchParams.delete('state');
  history.replaceState(history.state, '', here.toString());
  return began !== null && state === began ? code : null;
};
