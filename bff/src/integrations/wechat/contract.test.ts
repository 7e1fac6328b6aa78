import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type RunningSimulator } from '../testing.ts';
import { wechatClient } from './client.ts';
import { openidOf } from './openid.ts';
import { fitValue } from './template-values.ts';
import { valueFault } from './value-rules.ts';

let sim: RunningSimulator;
let wechat: ReturnType<typeof wechatClient>;
const clients: ReturnType<typeof wechatClient>[] = [];
const TEMPLATE = 'tmpl-medication-reminder';

beforeAll(async () => {
  sim = await startSimulator('wechat', { args: ['--allow-origin', 'https://h5.example.cn'] });
  wechat = client();
}, 60_000);
afterEach(() => sim.control('reset'));
afterAll(async () => {
  await Promise.all(clients.map((each) => each.disconnect()));
  await sim?.stop();
});

function client(change: { appSecret?: string } = {}) {
  const made = wechatClient({ baseUrl: sim.baseUrl, ...sim.credentials.wechat, ...change });
  clients.push(made);
  return made;
}

async function asClient<T>(path: string, body: object): Promise<T> {
  const answer = await fetch(`${sim.baseUrl}/__client/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  return (await answer.json()) as T;
}
const codeOf = async (user: string) => (await asClient<{ code: string }>('login', { user })).code;
const agree = (user: string) => asClient('subscribe', { user, templateIds: [TEMPLATE] });
const message = (user: string, key: string, data: Record<string, string> = { thing1: '阿莫西林胶囊' }) => ({
  openid: openidOf(user),
  templateId: TEMPLATE,
  page: 'journey/step5-medication/index?from=message',
  data,
  key,
});

describe('signing in with WeChat', () => {
  it('tells who it is, the same person each time', async () => {
    const expected = { openid: openidOf('anna'), unionid: null };
    expect(await wechat.exchangeCode(await codeOf('anna'))).toEqual(expected);
    expect(await wechat.exchangeCode(await codeOf('anna'))).toEqual(expected);
    expect((await wechat.exchangeCode(await codeOf('bob'))).openid).not.toBe(expected.openid);
  });

  it('takes a code once, and no made-up code', async () => {
    const code = await codeOf('anna');
    await wechat.exchangeCode(code);
    await expect(wechat.exchangeCode(code)).rejects.toMatchObject({ code: 'WECHAT_CODE_REJECTED' });
    await expect(wechat.exchangeCode('nonsense')).rejects.toMatchObject({ code: 'WECHAT_CODE_REJECTED' });
  });

  it('lets a code be used once when two hands reach for it together', async () => {
    const code = await codeOf('anna');
    const answers = await Promise.allSettled([wechat.exchangeCode(code), wechat.exchangeCode(code)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('says so when WeChat blocks a risky account', async () => {
    await sim.control('blockUser?user=mallory');
    await expect(wechat.exchangeCode(await codeOf('mallory'))).rejects.toMatchObject({
      code: 'WECHAT_LOGIN_BLOCKED',
      status: 403,
    });
  });

  it('asks again when WeChat is busy, twice at the most', async () => {
    await sim.control('failNext?n=2&kind=busy');
    expect((await wechat.exchangeCode(await codeOf('anna'))).openid).toBe(openidOf('anna'));
    await sim.control('failNext?n=3&kind=busy');
    const third = wechat.exchangeCode(await codeOf('anna'));
    await expect(third).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });

  it.each(['http500', 'html502', 'reset'])('says that WeChat is away on %s', async (kind) => {
    await sim.control(`failNext?kind=${kind}`);
    const signIn = wechat.exchangeCode(await codeOf('anna'));
    await expect(signIn).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', status: 503 });
  });

  it('is refused with a wrong app secret', async () => {
    const impostor = client({ appSecret: '0'.repeat(32) });
    const signIn = impostor.exchangeCode(await codeOf('anna'));
    await expect(signIn).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });

  it('remembers a used code over a crash of the simulator', async () => {
    const code = await codeOf('anna');
    await wechat.exchangeCode(code);
    await sim.restart();
    await expect(wechat.exchangeCode(code)).rejects.toMatchObject({ code: 'WECHAT_CODE_REJECTED' });
  });
});

describe('subscription messages', () => {
  it('go out once for each time the person agreed', async () => {
    await agree('carol');
    expect(await wechat.send(message('carol', 'carol-1'))).toBe('sent');
    expect(await wechat.send(message('carol', 'carol-2'))).toBe('no_credit');
    const sent = await sim.ledger('message.sent');
    expect(sent.filter(({ key }) => String(key).startsWith('carol')).map(({ key }) => key)).toEqual([
      'carol-1',
    ]);
  });

  it('share one access token however many are sent at once', async () => {
    const fresh = client();
    await agree('dave');
    const before = (await sim.ledger('token.asked')).length;
    await Promise.all(Array.from({ length: 50 }, (_, i) => fresh.send(message('dave', `dave-${i}`))));
    expect((await sim.ledger('token.asked')).length - before).toBe(1);
  });

  it('survive a token that WeChat replaced meanwhile', async () => {
    await Promise.all([agree('erin'), agree('erin')]);
    expect(await wechat.send(message('erin', 'erin-1'))).toBe('sent');
    await sim.control('rotateToken');
    expect(await wechat.send(message('erin', 'erin-2'))).toBe('sent');
  });

  it('are given up when the person, template, page or value is wrong', async () => {
    await agree('frank');
    const good = message('frank', 'frank-1');
    expect(await wechat.send({ ...good, openid: 'nobody' })).toBe('dead');
    expect(await wechat.send({ ...good, templateId: '?' })).toBe('dead');
    expect(await wechat.send({ ...good, page: '/pages/../x' })).toBe('dead');
    expect(await wechat.send({ ...good, data: { headline1: 'no such field type' } })).toBe('dead');
  });

  it('are shortened until WeChat takes them', async () => {
    await agree('grace');
    const data = {
      thing1: '这是一条非常非常长的用药提醒，超过了二十个字的限制\n还有换行🙂',
      time2: '2026-11-22T12:00:00.000Z',
      amount3: '¥12.30',
      phrase4: '请按时服药哦',
      character_string5: 'XL20261122001',
    };
    expect(await wechat.send(message('grace', 'grace-1', data))).toBe('sent');
    const sent = (await sim.ledger('message.sent')).find(({ key }) => key === 'grace-1');
    expect(sent).toMatchObject({
      data: {
        thing1: { value: '这是一条非常非常长的用药提醒，超过了二…' },
        time2: { value: '2026-11-22 20:00' },
        phrase4: { value: '请按时服药' },
      },
    });
  });

  it('are thrown back for another try when WeChat is busy or away', async () => {
    await agree('heidi');
    expect(await wechat.send(message('heidi', 'heidi-0'))).toBe('sent');
    for (const kind of ['busy', 'html502']) {
      await sim.control(`failNext?kind=${kind}`);
      await expect(wechat.send(message('heidi', 'heidi-1'))).rejects.toMatchObject({
        code: 'UPSTREAM_UNAVAILABLE',
      });
    }
  });

  it('are not sent twice by us when the connection broke after WeChat had sent', async () => {
    await Promise.all([agree('ivan'), agree('ivan')]);
    await wechat.send(message('ivan', 'ivan-0'));
    await sim.control('dropAfterCommit');
    await expect(wechat.send(message('ivan', 'ivan-1'))).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
    });
    const sent = (await sim.ledger('message.sent')).filter(({ key }) => key === 'ivan-1');
    expect(sent).toHaveLength(1);
  });
});

it.each([
  'thing',
  'number',
  'letter',
  'character_string',
  'phrase',
  'name',
  'phone_number',
  'car_number',
  'symbol',
])('whatever the text, a %s value is one WeChat takes', (type) => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      expect(valueFault({ [`${type}1`]: { value: fitValue(`${type}1`, text) } })).toBeUndefined();
    }),
  );
});

describe('the sign-in page of the web build', () => {
  const authorize = (params: Record<string, string>, path = '/connect/authorize') => {
    const query = new URLSearchParams({ appid: sim.credentials.wechat.appId, ...params });
    return fetch(`${sim.baseUrl}${path}?${query.toString()}`, { redirect: 'manual' });
  };

  it('names the demo people and leads back with a code before the fragment', async () => {
    const page = await (await authorize({ redirect_uri: 'http://127.0.0.1:5173/#/home?x=1' })).text();
    expect(page).toContain('以哪位微信用户的身份继续？');
    expect(page).toContain('林小满');
    const href = /href="([^"]*lin-xiaoman[^"]*)"/.exec(page)![1]!.replaceAll('&#38;', '&');
    const back = await fetch(sim.baseUrl + href, { redirect: 'manual' });
    const target = new URL(back.headers.get('location')!);
    expect([target.origin, target.hash]).toEqual(['http://127.0.0.1:5173', '#/home?x=1']);
    const { openid } = await wechat.exchangeCode(target.searchParams.get('code')!);
    expect(openid).toBe(openidOf('lin-xiaoman'));
  });

  it('gives each new visitor a person of their own', async () => {
    const params = { redirect_uri: 'https://h5.example.cn/', user: '' };
    const codes = await Promise.all(
      [1, 2].map(async () => {
        const { headers } = await authorize(params, '/connect/authorize/as');
        return new URL(headers.get('location')!).searchParams.get('code')!;
      }),
    );
    const [a, b] = await Promise.all(codes.map((code) => wechat.exchangeCode(code)));
    expect(a!.openid).not.toBe(b!.openid);
  });

  it.each([
    'https://evil.example/',
    'javascript:alert(1)',
    'http://127.0.0.1@evil.example/',
    'http://127.0.0.1.evil.example/',
  ])('leads nobody to %s', async (redirect_uri) => {
    for (const path of ['/connect/authorize', '/connect/authorize/as']) {
      const answer = await authorize({ redirect_uri, user: 'anna' }, path);
      expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    }
  });
});
