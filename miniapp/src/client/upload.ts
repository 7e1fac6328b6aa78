import Taro from '@tarojs/taro';
import type { Endpoint, Output } from '@xinglin/shared/kernel/endpoint';
import { Problem, problem } from '@xinglin/shared/kernel/problem';
import { accessToken, renew } from './session.ts';

const TIMEOUT_MS = 60_000;

/** Sends one file of this device to an endpoint that takes one; throws a `Problem`. */
export async function upload<E extends Endpoint>(
  endpoint: E,
  filePath: string,
  query: Record<string, number> = {},
): Promise<Output<E>> {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  const url = `${API_ORIGIN}/api${endpoint.path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
  const send = async () => {
    const header = { authorization: `Bearer ${accessToken() ?? ''}` };
    try {
      return await Taro.uploadFile({ url, filePath, name: 'file', header, timeout: TIMEOUT_MS });
    } catch {
      throw problem('OFFLINE');
    }
  };
  if (!accessToken()) throw problem('NOT_SIGNED_IN');
  let answer = await send();
  if (answer.statusCode === 401 && (await renew())) answer = await send();
  const body = parsed(answer.data);
  if (answer.statusCode < 400) return endpoint.output.parse(body) as Output<E>;
  const { code = 'UPSTREAM_UNAVAILABLE', detail = '没有上传成功，请重试' } = (body ?? {}) as Partial<Problem>;
  throw new Problem(code, answer.statusCode, detail);
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : text;
  } catch {
    return null;
  }
}
