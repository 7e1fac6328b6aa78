import { randomBytes } from 'node:crypto';
import type { DemoPeople } from '../demo-people.ts';
import { mayReturnTo, redirect, withQuery, type Routes, type SimRequest } from '../simulator-kit.ts';
import { escapeHtml, page, refusalPage } from '../simulator-page.ts';

type Options = {
  appId: string;
  people: DemoPeople;
  allowedOrigins: readonly string[];
  issueCode: (user: string) => string;
};

const TITLE = '模拟微信登录';

/** Stands for the sign-in of WeChat where there is no WeChat: the web build asks which demo person is holding the phone. */
export function signInRoutes({ appId, people, allowedOrigins, issueCode }: Options): Routes {
  const refusal = ({ query }: SimRequest) => {
    if (query.get('appid') !== appId) return refusalPage(TITLE, '小程序标识（appid）不正确。');
    const target = query.get('redirect_uri') ?? '';
    return mayReturnTo(target, allowedOrigins) ? undefined : refusalPage(TITLE, '返回地址不在允许的范围内。');
  };
  return {
    'GET /connect/authorize': (request) => refusal(request) ?? choosePage(request, people),
    'GET /connect/authorize/as': (request) => {
      const refused = refusal(request);
      if (refused) return refused;
      const user = request.query.get('user') || `guest-${randomBytes(4).toString('hex')}`;
      const state = request.query.get('state');
      const params = { code: issueCode(user), ...(state ? { state } : {}) };
      return redirect(withQuery(request.query.get('redirect_uri')!, params));
    },
  };
}

function choosePage({ query }: SimRequest, people: DemoPeople) {
  const link = (user: string, label: string, hint: string) => {
    const params = new URLSearchParams(query);
    params.set('user', user);
    const href = escapeHtml(`/connect/authorize/as?${params.toString()}`);
    return `<li><a href="${href}"><span>${escapeHtml(label)}</span><small>${escapeHtml(hint)}</small></a></li>`;
  };
  const group = (name: string, links: string[]) =>
    links.length > 0 ? `<h2>${name}</h2><ul>${links.join('')}</ul>` : '';
  const patients = people.patients.map(({ wechatUser, nickname, name }) =>
    link(wechatUser, nickname ?? name, name),
  );
  return page(
    TITLE,
    `<p class="note">模拟微信：仅供演示和测试，与微信无关，不会读取您的任何微信信息。</p>` +
      `<h1>以哪位微信用户的身份继续？</h1>` +
      group('患者', [...patients, link('', '新用户', '第一次使用')]) +
      group(
        '骑手',
        people.riders.map(({ wechatUser, name }) => link(wechatUser, name, '骑手')),
      ) +
      group(
        '药师',
        people.pharmacists.map(({ wechatUser, name }) => link(wechatUser, name, '药师')),
      ),
  );
}
