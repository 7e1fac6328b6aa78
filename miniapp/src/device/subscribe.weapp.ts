import Taro from '@tarojs/taro';
import type { AskSubscribe } from './types.ts';

const MOST = 3;

/** Asks to send messages by these templates; `accepted` when at least one was. Must follow a tap at once. */
export const askSubscribe: AskSubscribe = async (templateIds) => {
  if (templateIds.length === 0) return 'unsupported';
  try {
    const tmplIds = templateIds.slice(0, MOST);
    const answer = await Taro.requestSubscribeMessage({ tmplIds, entityIds: [] });
    return tmplIds.some((id) => (answer as unknown as Record<string, string>)[id] === 'accept')
      ? 'accepted'
      : 'refused';
  } catch {
    return 'refused';
  }
};
