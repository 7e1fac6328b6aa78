import Taro from '@tarojs/taro';
import { toast } from '../ui/say.ts';

const TABS = ['/home/index', '/find/index', '/orders/index', '/account/index'];
// WeChat refuses the eleventh page.
const DEEPEST = 9;

const withQuery = (path: string, query: Record<string, string | number | undefined>): string => {
  const pairs = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return pairs.length > 0 ? `${path}?${pairs.join('&')}` : path;
};

/** Goes to a page by its path (`/checkout/index`), as a tab, a page on top, or, when the stack is full, in place. */
export async function go(
  path: string,
  query: Record<string, string | number | undefined> = {},
): Promise<void> {
  try {
    if (TABS.includes(path)) await Taro.switchTab({ url: path });
    else if (Taro.getCurrentPages().length >= DEEPEST) await Taro.redirectTo({ url: withQuery(path, query) });
    else await Taro.navigateTo({ url: withQuery(path, query) });
  } catch {
    toast('页面暂时打不开，请稍后再试');
  }
}

/** Goes to a page in place of this one: used where going back here would make no sense. */
export async function goInstead(
  path: string,
  query: Record<string, string | number | undefined> = {},
): Promise<void> {
  if (TABS.includes(path)) await Taro.switchTab({ url: path });
  else await Taro.redirectTo({ url: withQuery(path, query) });
}

/** One page back, or home where there is none (opened from a link). */
export async function back(): Promise<void> {
  if (Taro.getCurrentPages().length > 1) await Taro.navigateBack();
  else await Taro.switchTab({ url: '/home/index' });
}

/** The page in front with what it was told, to come back to after signing in. */
export function here(): string {
  const { path = '/home/index', params = {} } = Taro.getCurrentInstance().router ?? {};
  const told = Object.entries(params).filter(([name]) => !name.startsWith('$'));
  return withQuery(`/${path.split('?')[0]!.replace(/^\/+/, '')}`, Object.fromEntries(told));
}
