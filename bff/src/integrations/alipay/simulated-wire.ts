/** Alipay's own side of the signatures, written apart from our client's so that each checks the other. */
import { createSign, createVerify } from 'node:crypto';
import type { Reply, SimRequest } from '../simulator-kit.ts';
import type { AlipayCredentials } from './credentials.ts';

type Params = Record<string, string>;

const line = (params: Params, without: string[]) =>
  Object.entries(params)
    .filter(([name, value]) => value !== '' && !without.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map((pair) => pair.join('='))
    .join('&');
const rsa = (key: string, text: string) => createSign('RSA-SHA256').update(text).sign(key, 'base64');

export const paramsOf = (request: SimRequest): Params =>
  Object.fromEntries(new URLSearchParams(request.raw.toString('utf8')));

/** Why the request is refused, or undefined. */
export function refusalOf(
  { appId, merchantPublicKey }: AlipayCredentials,
  params: Params,
): string | undefined {
  if (params['app_id'] !== appId) return 'isv.invalid-app-id';
  if (params['sign_type'] !== 'RSA2') return 'isv.invalid-signature-type';
  const at = Date.parse(`${(params['timestamp'] ?? '').replace(' ', 'T')}+08:00`);
  if (!(Math.abs(Date.now() - at) < 600_000)) return 'isv.invalid-timestamp';
  const holds = createVerify('RSA-SHA256')
    .update(line(params, ['sign']))
    .verify(merchantPublicKey, params['sign'] ?? '', 'base64');
  return holds ? undefined : 'isv.invalid-signature';
}

/** An answer with its signature over the node as it stands. */
export function signedAnswer(
  { alipayPrivateKey }: AlipayCredentials,
  method: string,
  content: object,
): Reply {
  const node = JSON.stringify(content);
  const name = `${method.replaceAll('.', '_')}_response`;
  return {
    status: 200,
    headers: { 'content-type': 'text/html;charset=utf-8' },
    body: `{"${name}":${node},"sign":"${rsa(alipayPrivateKey, node)}"}`,
  };
}
export const done = (more: object = {}) => ({ code: '10000', msg: 'Success', ...more });
export const failed = (sub_code: string) => ({ code: '40004', msg: 'Business Failed', sub_code });

export const signedNotice = ({ alipayPrivateKey }: AlipayCredentials, params: Params): string =>
  new URLSearchParams({
    ...params,
    sign_type: 'RSA2',
    sign: rsa(alipayPrivateKey, line(params, [])),
  }).toString();
