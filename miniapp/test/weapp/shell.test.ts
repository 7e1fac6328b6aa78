import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { launch, type Host, type LaunchOptions } from './host.ts';
import { smallBff } from './small-bff.ts';

let bff: Awaited<ReturnType<typeof smallBff>>;
let app: Host | undefined;

beforeEach(async () => {
  bff = await smallBff();
});
afterEach(async () => {
  app?.close();
  app = undefined;
  await bff.close();
});

async function start(options: LaunchOptions = {}): Promise<Host> {
  app = await launch({ origin: bff.origin, login: async () => 'good', ...options });
  return app;
}

async function signedIn(options: LaunchOptions = {}): Promise<Host> {
  const it = await start({ path: 'account/index', ...options });
  await it.tap('登录 / 注册');
  await it.waitForRoute('account/sign-in/index');
  await it.tap('我已阅读并同意隐私说明');
  await it.tap('微信登录');
  await it.waitForRoute('account/index');
  await it.waitForText('林晓');
  return it;
}

const clean = (it: Host) => {
  expect(it.log.errors).toEqual([]);
  expect(it.log.missing).toEqual([]);
  expect(it.log.wxml).toEqual([]);
};

describe('home', () => {
  test('asks what is wrong, shows the ways on, and logs no error', async () => {
    const it = await start();
    await it.waitForText('药品经营许可证');
    for (const words of ['哪里不舒服？', '找药', '我的处方', '用药提醒', '健康档案', '积分福利'])
      expect(it.has(words)).toBe(true);
    clean(it);
  });

  test('shows the licence numbers and says which systems are simulated', async () => {
    const it = await start();
    await it.waitForText('药品经营许可证：浙AA571000001');
    expect(it.text()).toContain('微信登录、微信支付为模拟系统');
  });

  test('stands without the BFF', async () => {
    const it = await start({ origin: 'http://127.0.0.1:9' });
    expect(it.has('开始症状自查')).toBe(true);
    clean(it);
  });

  test('the emergency card dials 120', async () => {
    const it = await start();
    await it.tap('拨打120急救电话');
    expect(it.log.phoneCalls).toEqual(['120']);
  });

  test('what friends get names no drug and no disease, and leads to the public door', async () => {
    const { title, path } = (await start()).share();
    expect(title.length).toBeLessThanOrEqual(20);
    expect(title).not.toMatch(/药品|处方|症|病/);
    expect(path).toBe('/open/index');
  });

  test('the first screen is set in less than 64 KB', async () => {
    const it = await start();
    await it.waitForText('药品经营许可证');
    expect(it.biggestSetData()).toBeLessThan(64 * 1024);
  });

  test('关怀版 makes everything larger, here and on the account page', async () => {
    const it = await start();
    expect(it.count('.shell--elder')).toBe(0);
    await it.tap('关怀版');
    expect(it.count('.shell--elder')).toBe(1);
    await it.open('/account/index');
    expect(it.count('.shell--elder')).toBe(1);
    clean(it);
  });

  test('follows the system into dark, unless the person chose', async () => {
    const it = await start({ theme: 'dark' });
    expect(it.count('.shell--dark')).toBe(1);
    await it.open('/account/index');
    await it.tap('浅色');
    expect(it.count('.shell--dark')).toBe(0);
  });
});

describe('signing in', () => {
  test('needs the agreement first, then shows who I am', async () => {
    const it = await start({ path: 'account/sign-in/index' });
    await it.tap('微信登录');
    expect(it.log.toasts).toEqual(['请先阅读并同意隐私说明']);
    expect(bff.calls).not.toContain('POST /identity/wechat-sign-in');
    it.close();
    const again = await signedIn();
    expect(again.has('退出登录')).toBe(true);
    clean(again);
  });

  test('a refused code is said in words and can be tried again', async () => {
    const it = await start({ path: 'account/sign-in/index', login: async () => 'stale' });
    await it.tap('我已阅读并同意隐私说明');
    await it.tap('微信登录');
    await it.waitForText('微信登录凭证已失效');
    it.outside.login = async () => 'good';
    await it.tap('微信登录');
    await it.waitForRoute('home/index');
    await it.waitForText('林晓，您好');
    clean(it);
  });

  test('somebody who is no rider is told so and stays who they are', async () => {
    const it = await signedIn();
    await it.tap('切换为骑手');
    await it.tap('我已阅读并同意隐私说明');
    await it.tap('微信登录');
    await it.waitForText('没有开通此工作身份');
    await it.back();
    expect(it.has('林晓')).toBe(true);
  });

  test('signing out forgets the person here and tells the BFF', async () => {
    const it = await signedIn();
    await it.tap('#sign-out');
    await it.waitForText('登录 / 注册');
    await it.waitUntil('the BFF to be told', () => bff.calls.includes('POST /identity/sign-out'));
    clean(it);
  });
});

describe('what belongs to the person', () => {
  test('without a session is not even asked for', async () => {
    const it = await start({ path: 'account/consents/index' });
    await it.waitForText('去登录');
    expect(bff.calls).not.toContain('GET /identity/consents');
    await it.tap('去登录');
    expect(decodeURIComponent(it.query()['to']!)).toBe('/account/consents/index');
  });

  test('with an expired token is read after one renewal', async () => {
    const it = await signedIn();
    bff.expireAccess();
    await it.tap('授权与同意');
    await it.waitForText('精确位置');
    expect(bff.calls.filter((call) => call === 'POST /identity/refresh')).toHaveLength(1);
    clean(it);
  });

  test('with an ended session asks to sign in again', async () => {
    const it = await signedIn();
    bff.expireAccess();
    bff.endSession();
    await it.tap('授权与同意');
    await it.waitForText('去登录');
    await it.back();
    await it.waitForText('登录 / 注册');
  });

  test('a consent is given with one tap and taken back only after asking', async () => {
    const it = await signedIn();
    await it.tap('授权与同意');
    await it.waitForText('健康档案');
    await it.tap('#consent-health_record');
    await it.waitForText('同意于 11月22日 20:00');
    it.outside.answer = () => false;
    await it.tap('#consent-precise_location');
    expect(bff.calls.filter((call) => call.startsWith('PUT'))).toEqual([
      'PUT /identity/consents/health_record',
    ]);
    clean(it);
  });
});

describe('the door for QR codes and messages', () => {
  test('an invitation opens home', async () => {
    const it = await start({ path: 'open/index?scene=invite.AB12CD' });
    await it.waitForRoute('home/index');
    clean(it);
  });

  test('an unknown link says so and offers the way home', async () => {
    const it = await start({ path: 'open/index?to=elsewhere' });
    await it.waitForText('这个链接打不开');
    await it.tap('回首页');
    await it.waitForRoute('home/index');
  });
});
