import { describe, expect, it } from 'vitest';
import { assess, type Case } from './assess.ts';
import { shelf } from '../testing.ts';

const check = (zh: string, rest: Omit<Partial<Case>, 'id' | 'zh'> = {}) =>
  assess({ id: '1', zh, ...rest }, shelf).result;
const names = (list: { name: string }[]) => list.map(({ name }) => name.trim());

describe('the three sentences of the walk', () => {
  it('「嗓子疼、流鼻涕两天,低烧」: an adult may care for themselves, and sees reasons and fitting products', () => {
    const result = check('嗓子疼、流鼻涕两天,低烧', {
      age: 30,
      sex: 'M',
      conditions: [],
      medicines: [],
      allergies: [],
    });
    expect(result).toMatchObject({ urgency: 'self_care', within: 'home', shopAllowed: true, redFlags: [] });
    expect(result.reasons.length).toBeGreaterThan(0);
    expect(names(result.options)).toEqual(expect.arrayContaining(['西吡氯铵含片', '氯雷他定片']));
    expect(result.conditions.slice(0, 2).map(({ code }) => code)).toEqual(
      expect.arrayContaining(['common_cold']),
    );
    for (const { evidenceFor } of result.conditions.slice(0, 2)) expect(evidenceFor).toContain('流鼻涕');
  });

  it('「胸口压着疼、出冷汗」: emergency, no product, no shop', () => {
    const result = check('胸口压着疼、出冷汗');
    expect(result).toMatchObject({ urgency: 'emergency', within: 'now', shopAllowed: false, options: [] });
    expect(result.redFlags[0]).toMatchObject({ id: 'acs_classic', source: expect.stringContaining('AHA') });
  });

  it('「宝宝2个月,38度」: emergency, and no dose for infants', () => {
    expect(check('宝宝2个月,38度')).toMatchObject({ urgency: 'emergency', options: [], leftOut: [] });
  });
});

describe('products for exactly this person', () => {
  it('leaves ibuprofen out in pregnancy and says why', () => {
    const { options, leftOut } = check('头疼半天', { age: 28, sex: 'F', pregnant: true });
    expect(names(options)).toContain('对乙酰氨基酚片');
    expect(leftOut).toContainEqual({ name: '布洛芬', why: '怀孕期间不能用' });
  });

  it.each(['阿司匹林', 'warfarin'])('leaves ibuprofen out for who takes %s', (medicine) => {
    const { options, leftOut } = check('头疼半天', { age: 45, sex: 'M', medicines: [medicine] });
    expect(names(options)).not.toContain('布洛芬片');
    expect(leftOut.find(({ name }) => name === '布洛芬')?.why).toContain('合用');
  });

  it('warns of what is moderate instead of hiding it', () => {
    const { options } = check('头疼半天', {
      age: 45,
      sex: 'M',
      medicines: ['缬沙坦'],
      conditions: [],
      allergies: [],
    });
    expect(options.find(({ name }) => name.startsWith('布洛芬'))?.warnings.join()).toContain('缬沙坦');
  });

  it('leaves out what the person does not bear, even under another name', () => {
    expect(names(check('头疼半天', { age: 30, allergies: ['阿司匹林'] }).options)).not.toContain('布洛芬片');
  });

  it('leaves out what illness forbids', () => {
    const { leftOut } = check('头疼半天', { age: 30, conditions: ['胃溃疡'] });
    expect(leftOut).toContainEqual({ name: '布洛芬', why: '您有消化性溃疡，不适合用' });
  });

  it('never names a prescription drug, offered or left out', () => {
    const { options, leftOut } = check('嗓子疼', { age: 30 });
    expect([...names(options), ...names(leftOut)].join()).not.toContain('阿莫西林');
  });

  it('offers each ingredient once, and not what is taken already', () => {
    const { options } = check('发烧38.2、鼻塞、流鼻涕、干咳一天', { age: 30, sex: 'M' });
    const inns = options.flatMap(({ drugCode }) =>
      shelf.find((each) => each.drugCode === drugCode)!.ingredients.map(({ inn }) => inn),
    );
    expect(new Set(inns).size).toBe(inns.length);
    const taking = check('发烧38.2，已经吃了对乙酰氨基酚', { age: 30, sex: 'M' });
    expect(names(taking.options)).not.toContain('对乙酰氨基酚片');
  });

  it('gives a child the dose of a child, and an infant nothing', () => {
    const [first] = check('孩子发烧38.5半天，精神好，能吃能玩', { age: 5 }).options;
    expect(first).toMatchObject({
      name: expect.stringContaining('布洛芬混悬液'),
      how: expect.stringContaining('按体重'),
    });
    expect(check('宝宝流鼻涕', { age: 0.7 }).options).toEqual([]);
  });

  it('does not guess the age of a child for a dose', () => {
    expect(check('孩子发烧38.5半天，精神好')).toMatchObject({
      options: [],
      notCovered: ['不知道孩子的准确年龄，不推荐药'],
    });
  });

  it('says what was checked and what was not', () => {
    const known = check('头疼半天', {
      age: 30,
      sex: 'M',
      medicines: ['阿卡波糖', '某种新药'],
      conditions: [],
      allergies: [],
    });
    expect(known.checked.map(({ what }) => what).join()).toContain('相互作用');
    expect(known.notCovered.join()).toContain('某种新药');
    const unknown = check('头疼半天', { age: 30, sex: 'M' });
    expect(unknown.notCovered).toEqual(
      expect.arrayContaining(['没有告诉过敏史，未核对', '没有告诉正在用的药，未核对相互作用']),
    );
  });
});
