import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Consent, Session } from '@xinglin/shared/identity/contract';
import type { ClientSettings } from '@xinglin/shared/screens/client-settings';

type Answer = { status?: number; body: unknown };

const settings: ClientSettings = {
  amapKey: null,
  wechatAuthorizeUrl: null,
  wechatCashierUrl: null,
  simulated: ['微信登录', '微信支付'],
  centre: { lng: 120.16, lat: 30.27 },
  licences: [{ name: '药品经营许可证', number: '浙AA571000001' }],
};

/** The few endpoints that the shell itself calls, answered as their contracts say; tokens can be made to expire. */
export async function smallBff() {
  let issued = 0;
  const valid = new Set<string>();
  const refreshable = new Set<string>();
  const calls: string[] = [];
  const consents: Consent[] = [
    { purpose: 'health_record', policyVersion: '2026-11', granted: false, decidedAt: null },
    {
      purpose: 'precise_location',
      policyVersion: '2026-11',
      granted: true,
      decidedAt: '2026-11-20T08:00:00.000Z',
    },
  ];

  const session = (role: Session['me']['role']): Session => {
    issued += 1;
    valid.add(`access-${issued}`);
    const refreshToken = `refresh-${String(issued).padStart(20, '0')}`;
    refreshable.add(refreshToken);
    const me = { id: '0192f0c1-2b3c-7d4e-8f5a-6b7c8d9e0f1a', role, displayName: '林晓', storeId: null };
    return { accessToken: `access-${issued}`, refreshToken, accessExpiresAt: '2026-11-22T12:10:00.000Z', me };
  };
  const refusal = (status: number, code: string, detail: string): Answer => ({
    status,
    body: { type: `/problems/${code}`, title: code, status, code, detail, traceId: 'trace-7' },
  });

  const answer = (route: string, token: string | undefined, body: Record<string, string>): Answer => {
    if (route === 'GET /client-settings') return { body: settings };
    if (route === 'POST /identity/wechat-sign-in') {
      if (body['code'] !== 'good')
        return refusal(401, 'WECHAT_CODE_REJECTED', '微信登录凭证已失效,请重新登录');
      if (body['role'] === 'rider') return refusal(403, 'ROLE_NOT_HELD', '该微信账号没有开通此工作身份');
      return { body: session('patient') };
    }
    if (route === 'POST /identity/refresh') {
      if (!refreshable.delete(body['refreshToken']!))
        return refusal(401, 'REFRESH_REFUSED', '登录已失效,请重新登录');
      return { body: session('patient') };
    }
    if (!token || !valid.has(token)) return refusal(401, 'TOKEN_EXPIRED', '登录已过期,请重新登录');
    if (route === 'GET /identity/consents') return { body: { consents } };
    if (route === 'POST /identity/sign-out') return { body: { done: valid.delete(token) } };
    const consent = consents.find(({ purpose }) => route === `PUT /identity/consents/${purpose}`);
    if (!consent) return refusal(404, 'NOT_FOUND', '没有找到您要的内容');
    Object.assign(consent, { granted: body['granted'], decidedAt: '2026-11-22T12:00:00.000Z' });
    return { body: consent };
  };

  const server = createServer((request, response) => {
    void read(request).then((text) => {
      const route = `${request.method} ${request.url!.replace(/^\/api/, '').split('?')[0]}`;
      calls.push(route);
      const token = request.headers.authorization?.replace('Bearer ', '');
      const { status = 200, body } = answer(
        route,
        token,
        text ? (JSON.parse(text) as Record<string, string>) : {},
      );
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    expireAccess: () => valid.clear(),
    endSession: () => refreshable.clear(),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
