import Taro from '@tarojs/taro';
import type { Transport } from '@xinglin/shared/kernel/client';
import { problem } from '@xinglin/shared/kernel/problem';

const TIMEOUT_MS = 20_000;

/** Sends one request with what Taro has on this platform; no answer at all is the problem OFFLINE. */
export const taroTransport: Transport = async ({ method, url, headers, body }) => {
  try {
    const answer = await Taro.request<unknown>({
      url: `${API_ORIGIN}/api${url}`,
      method,
      header: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
      data: body === undefined ? undefined : JSON.stringify(body),
      dataType: 'json',
      timeout: TIMEOUT_MS,
    });
    return { status: answer.statusCode, body: answer.data };
  } catch {
    throw problem('OFFLINE');
  }
};
