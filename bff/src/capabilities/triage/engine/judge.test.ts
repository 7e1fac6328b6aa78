import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from './assess.ts';
import { conclude } from './conclude.ts';
import { holds } from './expression.ts';
import { withFindings, type Facts } from './facts.ts';
import { judge } from './judge.ts';
import { knowledge } from './knowledge.ts';
import { rank } from './rank.ts';
import { shelf } from '../testing.ts';
import { understand } from './understand.ts';

const know = knowledge();
const GRAVITY = ['self_care', 'see_doctor', 'emergency'];
const gravity = (facts: Facts) => GRAVITY.indexOf(judge(facts, rank(facts)).urgency);
const plain = understand('流鼻涕', { ageMonths: 360, sex: 'M' });
const symptoms = [...know.findings.values()].filter(({ kind }) => kind === 'symptom').map(({ code }) => code);
const someSymptoms = fc.uniqueArray(fc.constantFrom(...symptoms), { maxLength: 5 });

it('knows enough to be of use, each entry with its source', () => {
  expect(know.findings.size).toBeGreaterThanOrEqual(250);
  expect(know.redFlags.length).toBeGreaterThanOrEqual(45);
  expect(know.conditions.length).toBeGreaterThanOrEqual(90);
  expect(know.interactions.size).toBeGreaterThanOrEqual(80);
});

describe('red flags', () => {
  it('raise to emergency whatever else is told, with nothing to buy', () => {
    fc.assert(
      fc.property(fc.constantFrom(...know.redFlags), someSymptoms, (flag, more) => {
        const facts = fired(flag.when[0]!.groups.map((group) => group[0]!));
        fc.pre(facts !== null && holds(flag.when, facts));
        // Negative conditions of a rule ("without tenderness") may be undone by more findings.
        fc.pre(!flag.when[0]!.text.includes('!'));
        const result = conclude(withFindings(facts, more), shelf);
        expect(result).toMatchObject({ urgency: 'emergency', options: [], shopAllowed: false });
      }),
      { numRuns: 300 },
    );
  });

  it('never lower the urgency when one is added', () => {
    const flagged = [
      'suicidal',
      'seizure',
      'unconscious',
      'one_side_weak',
      'poison_ingest',
      'vomiting_blood',
      'cyanosis',
      'saddle_numb',
    ];
    fc.assert(
      fc.property(someSymptoms, fc.constantFrom(...flagged), (told, flag) => {
        const before = withFindings(plain, told);
        expect(gravity(withFindings(before, [flag]))).toBeGreaterThanOrEqual(gravity(before));
        expect(gravity(withFindings(before, [flag]))).toBe(2);
      }),
      { numRuns: 200 },
    );
  });

  it('of the phone are never lowered on the server', () => {
    for (const zh of [
      '胸口压着疼、出冷汗',
      '喘不上气',
      '昏迷',
      '大出血',
      '想自杀',
      '喝农药',
      '抽搐',
      '吃虾后喉咙肿',
    ])
      expect(assess({ id: '1', zh }, shelf).result).toMatchObject({
        urgency: 'emergency',
        shopAllowed: false,
      });
  });
});

/** Facts that hold the given tokens and little else; null when a token can't be made true this way. */
function fired(tokens: (typeof know.redFlags)[number]['when'][number]['groups'][number]): Facts | null {
  let facts: Facts = { ...plain, present: new Map(), flags: [] };
  for (const token of tokens) {
    if (token.not) return null;
    if (token.kind === 'finding') facts = withFindings(facts, [token.code]);
    else if (token.kind === 'sex')
      facts = { ...facts, person: { ...facts.person, sex: token.sex === 'F' ? 'F' : 'M' } };
    else if (token.kind === 'measure' && token.measure === 'age')
      facts = {
        ...facts,
        person: { ...facts.person, ageMonths: token.atLeast ? token.value : token.value - 1 },
      };
    else return null;
  }
  return facts;
}

describe('rules fire where they should, and not a step beside', () => {
  it.each([
    ['infant_fever', '宝宝2个月，38.2度', '宝宝2个月，37.2度'],
    ['stroke_fast', '突然右边手脚没力', '没有手脚没力，就是头晕'],
    ['sepsis_rash', '发烧，身上紫点按压不褪色', '发烧，身上起红疹'],
    ['cauda_equina', '腰疼，屁股周围麻木', '腰疼，没有麻木'],
    ['ectopic', '停经50天，小腹剧痛，出血', '来月经小腹疼，每次都这样'],
    ['torsion_testis', '睾丸突然剧痛', '小便有点疼'],
    ['dka', '糖尿病，呕吐，口渴，喘气很深', '糖尿病，口渴'],
    ['preeclampsia', '孕34周，头疼，视物模糊', '孕8周，有点头疼'],
    ['gi_bleed', '呕血', '刷牙时牙龈出血'],
    ['neutropenic_fever', '正在化疗，发烧38.5', '发烧38.5'],
    ['appendicitis', '右下腹疼，恶心，发烧', '左边腰酸'],
    ['anaphylaxis', '吃了虾，全身风团，喉咙发紧', '吃了虾，身上起几片风团，痒'],
    ['hypertensive_emergency', '血压200/120，头疼', '血压150/90'],
    ['head_injury_danger', '磕到头，吐了两次，想睡', '磕到头，起个包，没吐'],
  ])('%s', (id, yes, no) => {
    const flags = (zh: string) => assess({ id: '1', zh }, []).result.redFlags.map((flag) => flag.id);
    expect(flags(yes)).toContain(id);
    expect(flags(no)).not.toContain(id);
  });
});

it('leans to safety when nothing was understood', () => {
  expect(assess({ id: '1', zh: '任督二脉堵塞，丹田破裂' }, shelf).result).toMatchObject({
    urgency: 'see_doctor',
  });
});
