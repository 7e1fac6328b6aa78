import Taro from '@tarojs/taro';

const KEY = 'referral';
const CODE = /^[0-9A-Za-z]{4,16}$/;

/** Keeps the code of the invitation somebody came with, until it is handed in. */
export function rememberReferral(code: string | undefined): void {
  if (code && CODE.test(code)) Taro.setStorageSync(KEY, code);
}

/** The code kept, which is then forgotten; undefined when there is none. */
export function takeReferral(): string | undefined {
  const code = Taro.getStorageSync<string>(KEY) as string | undefined;
  Taro.removeStorageSync(KEY);
  return code || undefined;
}
