import { describe, expect, it } from 'vitest';
import { understand } from './understand.ts';

const present = (text: string) => [...understand(text).present.keys()];

describe('findings', () => {
  it.each([
    ['嗓子有点疼', 'sore_throat'],
    ['喉咙真的好痛', 'sore_throat'],
    ['咳漱还法烧', 'cough'],
    ['肚子右下方疼', 'rlq_pain'],
    ['膝盖又红又肿，碰都不能碰', 'joint_swollen'],
    ['上吐下泻', 'vomiting'],
    ['上吐下泻', 'diarrhea'],
    ['脚丫子痒', 'athlete_foot'],
    ['烧到39.2', 'fever_high'],
    ['血压165/100', 'bp_high_told'],
    ['有高血压十年', 'hypertension'],
  ])('「%s」 tells %s', (text, code) => {
    expect(present(text)).toContain(code);
  });

  it('keeps a dizzy head and an aching back apart', () => {
    expect(present('头晕腰疼')).toEqual(expect.arrayContaining(['dizziness', 'back_pain']));
    expect(present('头晕腰疼')).not.toContain('headache');
  });
});

describe('what is not there', () => {
  it.each([
    ['没有发烧', 'fever'],
    ['没有发烧、咳嗽', 'cough'],
    ['不咳', 'cough'],
    ['肚子不疼', 'abdominal_pain'],
    ['烧已经退了', 'fever'],
    ['无胸痛', 'chest_pain'],
  ])('「%s」 denies %s', (text, code) => {
    const { present: there, absent } = understand(text);
    expect(there.has(code)).toBe(false);
    expect(absent.has(code)).toBe(true);
  });

  it('denies only what the negation reaches', () => {
    expect(present('不发烧，但是咳嗽')).toEqual(['cough']);
  });
});

describe('about whom', () => {
  it('leaves out what befell another', () => {
    const { person, present: there } = understand('我爸心梗去世,我只是流鼻涕');
    expect(person.who).toBe('self');
    expect([...there.keys()]).toEqual(['runny_nose']);
  });

  it.each([
    ['我妈72岁，胸口闷', 'parent', 864, 'F'],
    ['我儿子5岁，发烧', 'child', 60, 'M'],
    ['宝宝2个月,38度', 'child', 2, null],
    ['老公腰疼', 'spouse', null, 'M'],
    ['我同事感冒了，我今天嗓子疼', 'self', null, null],
  ])('「%s」', (text, who, ageMonths, sex) => {
    expect(understand(text).person).toMatchObject({ who, ageMonths, sex });
  });

  it('takes an unborn 宝宝 for no patient', () => {
    expect(understand('怀孕32周，宝宝胎动减少').person).toMatchObject({
      who: 'self',
      pregnant: true,
      sex: 'F',
    });
  });
});

describe('time, medicines and allergies', () => {
  it.each([
    ['咳嗽三天', 72],
    ['头疼一个半月', 1095],
    ['昨天开始拉肚子', 20],
    ['一天拉五次', null],
    ['宝宝40天，发烧', null],
    ['两天后要出差，嗓子疼', null],
  ])('「%s」 lasts %s hours', (text, hours) => {
    expect(understand(text).measures.hours).toBe(hours);
  });

  it('tells what is taken from what is wanted and what is not borne', () => {
    expect(understand('头疼，一直在吃华法林').medicines).toEqual(['warfarin']);
    expect(understand('帮我开头孢').wanted).toMatchObject([{ inn: 'ceftriaxone', rx: true }]);
    expect(understand('帮我开头孢').medicines).toBeNull();
    expect(understand('青霉素过敏，嗓子疼').allergies).toEqual(['penicillin']);
    expect(understand('没有过敏，也没吃药，嗓子疼')).toMatchObject({ allergies: [], medicines: [] });
    expect(understand('嗓子疼')).toMatchObject({ allergies: null, medicines: null });
  });
});

it('says what it did not understand, and guesses nothing', () => {
  const facts = understand('我的任督二脉堵塞了');
  expect(facts.notUnderstood.length).toBeGreaterThan(0);
  expect(facts.present.size).toBe(0);
});
