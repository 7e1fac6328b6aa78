import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as contract from '@xinglin/shared/triage/contract';
import { llmHelper } from '../../integrations/llm/client.ts';
import { startSimulator, type RunningSimulator } from '../../integrations/testing.ts';
import { someone, testDatabase, testServer } from '../../kernel/testing.ts';
import { concludeWith } from './engine/hints.ts';
import { understand } from './engine/understand.ts';
import { masked, mayBeShown } from './helper.ts';
import { shelf, triageWorld } from './testing.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const db = testDatabase();
const adult = { age: { years: 30 }, sex: 'M' } as const;
const COLD = '嗓子疼、流鼻涕两天，低烧';

let sim: RunningSimulator;
let client: ReturnType<typeof llmHelper>;
const made: ReturnType<typeof llmHelper>[] = [];
/** A client of its own has a breaker of its own: the failures of one test are not those of the next. */
function fresh(baseUrl = sim.baseUrl) {
  client = llmHelper({ baseUrl, model: 'demo', apiKey: 'k1' });
  made.push(client);
}

const withHelper = triageWorld(db, {
  extract: (...asked) => client.extract(...asked),
  phrase: (said) => client.phrase(said),
}).capability;
const helpedBy = testServer(db, () => withHelper.routes);
const without = triageWorld(db).capability;
const alone = testServer(db, () => without.routes);

beforeAll(async () => {
  sim = await startSimulator('llm');
});
beforeEach(() => fresh());
afterEach(async () => {
  await sim.control('reset');
  await sim.control('say', {});
});
afterAll(async () => {
  await Promise.all(made.map((each) => each.disconnect()));
  await sim?.stop();
});

/** The text told, and every question skipped. */
async function visit(server: typeof alone, text: string): Promise<contract.Episode> {
  const call = server(someone('patient'));
  let episode = await call(contract.startEpisode, { text, subject: adult });
  while (episode.question)
    episode = await call(contract.answerQuestion, {
      id: episode.id,
      questionId: episode.question.id,
      answer: null,
    });
  return episode;
}

describe('the AI helper', () => {
  it('says the result in kinder words, beside a result that is the same without it', async () => {
    const [plain, helped] = [await visit(alone, COLD), await visit(helpedBy, COLD)];
    expect(plain.explanation).toEqual({ status: 'off', text: null });
    expect(helped.explanation).toMatchObject({ status: 'ready', text: expect.stringContaining('模拟') });
    expect(helped.result).toEqual(plain.result);
  });

  it.each(['http500', 'html502', 'reset'])(
    'that fails (%s) is told to be unavailable and changes nothing',
    async (kind) => {
      const plain = await visit(alone, COLD);
      await sim.control(`failNext?n=20&kind=${kind}`);
      const helped = await visit(helpedBy, COLD);
      expect(helped.result).toEqual(plain.result);
      expect(helped.explanation).toEqual({ status: 'unavailable', text: null });
    },
  );

  it('that names no symptom of the lexicon has found nothing', async () => {
    await sim.control('say', { codes: ['no_such_code', 'heart_disease', 'better'] });
    expect((await visit(helpedBy, COLD)).result).toEqual((await visit(alone, COLD)).result);
  });

  it('that is not there at all is told to be unavailable', async () => {
    fresh('http://127.0.0.1:9');
    expect((await visit(helpedBy, COLD)).explanation).toEqual({ status: 'unavailable', text: null });
  });

  it('is not asked in an emergency', async () => {
    const before = (await sim.ledger()).length;
    const helped = await visit(helpedBy, '胸口压着疼、出冷汗');
    expect(helped).toMatchObject({ result: { urgency: 'emergency' }, explanation: { status: 'off' } });
    expect(await sim.ledger()).toHaveLength(before);
  });

  it('learns nothing of who the person is', async () => {
    await visit(helpedBy, '嗓子疼，我的电话13812345678，身份证310104199001011234，邮箱a.b@c.com');
    const asked = JSON.stringify((await sim.ledger('extract')).at(-1));
    expect(asked).toContain('嗓子疼');
    expect(asked).not.toMatch(/138|3101|a\.b/);
  });
});

describe('what the AI helper says cannot do harm', () => {
  it('its findings may raise the urgency, and end the questions', async () => {
    await sim.control('say', { codes: ['suicidal'] });
    expect((await visit(helpedBy, COLD)).result).toMatchObject({
      urgency: 'emergency',
      options: [],
      shopAllowed: false,
    });
  });

  it('they never lower it, whatever they are', async () => {
    const grave = '血压150/95，头疼';
    await sim.control('say', {
      codes: ['better', 'mild', 'good_spirits', 'healthy_checked', 'self_care', 'chest_wall_tender'],
    });
    const [plain, helped] = [await visit(alone, grave), await visit(helpedBy, grave)];
    const order = ['self_care', 'see_doctor', 'emergency'];
    expect(order.indexOf(helped.result!.urgency)).toBeGreaterThanOrEqual(
      order.indexOf(plain.result!.urgency),
    );
  });

  it('they add no product, and may take one away', () => {
    const facts = understand('头疼半天', { ageMonths: 360, sex: 'M' });
    const codes = (hints: string[]) =>
      concludeWith(facts, hints, shelf).options.map(({ drugCode }) => drugCode);
    const plain = codes([]);
    expect(plain).toContain('D1');
    for (const hint of ['runny_nose', 'hives', 'sore_throat', 'fever', 'vomiting', 'black_stool', 'rash'])
      expect(plain, hint).toEqual(expect.arrayContaining(codes([hint])));
    expect(codes(['black_stool'])).toEqual([]);
  });

  it('what the person denied stays denied', () => {
    const facts = understand('嗓子疼，没有胸痛', { ageMonths: 360, sex: 'M' });
    expect(concludeWith(facts, ['chest_pain'], shelf)).toEqual(concludeWith(facts, [], shelf));
  });

  it.each([
    ['names a medicine', '您可以吃点阿莫西林。'],
    ['names a dose', '每次吃2片，很快会好。'],
    ['leads elsewhere', '加微信 abc 咨询。'],
    ['alarms without need', '请马上去急诊！'],
  ])('a text that %s is not shown', async (_, phrase) => {
    await sim.control('say', { phrase });
    const helped = await visit(helpedBy, COLD);
    expect(helped.explanation).toEqual({ status: 'unavailable', text: null });
  });

  it('a text that talks a doctor’s visit away is not shown', () => {
    const result = concludeWith(understand('血压150/95', { ageMonths: 600, sex: 'M' }), [], shelf);
    expect(result.urgency).toBe('see_doctor');
    expect(mayBeShown('没什么大事，不用去医院。', result)).toBe(false);
    expect(mayBeShown('血压偏高，建议这几天到门诊看看。', result)).toBe(true);
  });
});

it('masks what could name a person, and leaves what tells of the illness', () => {
  expect(masked('发烧38.5，血压160/110，3天，电话 138 1234 5678')).toBe(
    '发烧38.5,血压160/110,3天,电话 [号码]',
  );
});
