import { describe, expect, it } from 'vitest';
import { product } from '../testing.ts';
import { innsOf } from './assess.ts';
import { withFindings, type Facts } from './facts.ts';
import type { Judgement } from './judge.ts';
import { knowledge } from './knowledge.ts';
import type { OtcFact } from './otc.ts';
import { recommend } from './recommend.ts';
import { understand } from './understand.ts';

const know = knowledge();
type Judged = Pick<Judgement, 'urgency' | 'within' | 'redFlags'>;
const SELF_CARE: Judged = { urgency: 'self_care', within: 'home', redFlags: [] };
const healthy: Facts = {
  ...understand('流鼻涕', { ageMonths: 360, sex: 'M' }),
  present: new Map(),
  medicines: [],
  allergies: [],
  historyKnown: true,
};
type Who = Partial<Facts['person']> & {
  has?: string[];
  taking?: string[] | null;
  allergic?: string[] | null;
};
const someone = ({ has = ['headache'], taking = [], allergic = [], ...but }: Who = {}): Facts => {
  const facts = withFindings(healthy, has);
  return { ...facts, person: { ...facts.person, ...but }, medicines: taking, allergies: allergic };
};

const paracetamol = product('P', '对乙酰氨基酚片', 'paracetamol 500 mg', ['headache', 'fever']);
const ibuprofen = product('I', '布洛芬片', 'ibuprofen 200 mg', ['headache', 'fever', 'dysmenorrhea'], {
  pregnancy: 'avoid',
  lactation: 'avoid',
  avoidConditions: ['peptic_ulcer', 'nsaid_allergy'],
});
const coldRemedy = product(
  'C',
  '酚麻美敏片',
  'paracetamol 325 mg|pseudoephedrine 30 mg|chlorphenamine 2 mg',
  ['fever', 'runny_nose', 'nasal_congestion', 'sneezing'],
  { minAgeMonths: 144 },
);
const loratadine = product('L', '氯雷他定片', 'loratadine 10 mg', ['runny_nose', 'sneezing', 'hives']);
const lozenge = product('Z', '西吡氯铵含片', 'cetylpyridinium 2 mg', ['sore_throat']);

const give = (who: Who, ...catalogue: OtcFact[]) => recommend(someone(who), SELF_CARE, catalogue);
const codes = (who: Who, ...catalogue: OtcFact[]) =>
  give(who, ...catalogue).options.map(({ drugCode }) => drugCode);
const why = (who: Who, fact: OtcFact) => {
  const { options, leftOut } = give(who, fact);
  return options.length > 0 ? 'offered' : leftOut[0]?.why;
};

describe('when products are offered at all', () => {
  it('for self-care, by complaint', () => {
    expect(codes({}, paracetamol, lozenge, loratadine)).toEqual(['P']);
    expect(codes({ has: ['sore_throat'] }, paracetamol, lozenge)).toEqual(['Z']);
  });

  it('never beside a red flag, an emergency or a call for a doctor today', () => {
    const flag = { id: 'x', why: 'x', source: 'x' };
    const judgements: Judged[] = [
      { urgency: 'emergency', within: 'now', redFlags: [flag] },
      { urgency: 'emergency', within: 'now', redFlags: [] },
      { urgency: 'self_care', within: 'home', redFlags: [flag] },
      { urgency: 'see_doctor', within: 'today', redFlags: [] },
    ];
    for (const judgement of judgements)
      expect(recommend(someone(), judgement, [paracetamol])).toEqual({
        options: [],
        leftOut: [],
        checked: [],
        notCovered: [],
      });
  });

  it('to bridge the time until the doctor: only what guidelines name first, and saying so', () => {
    const later: Judged = { urgency: 'see_doctor', within: 'days', redFlags: [] };
    const herbal = product('H', '川芎茶调颗粒', 'chuanxiong|baizhi', ['headache']);
    const { options, leftOut } = recommend(someone(), later, [paracetamol, herbal]);
    expect(options.map(({ drugCode }) => drugCode)).toEqual(['P']);
    expect(options[0]!.warnings[0]).toContain('不能代替就诊');
    expect(leftOut).toEqual([]);
    expect(recommend(someone(), later, [herbal]).options).toEqual([]);
    expect(codes({}, herbal)).toEqual(['H']);
    expect(give({}, paracetamol).options[0]!.warnings.join()).not.toContain('不能代替就诊');
  });

  it('never on prescription, and never when the class is not known', () => {
    const rx = { ...paracetamol, drugCode: 'R', class: 'rx' as const };
    const unknown = { ...paracetamol, drugCode: 'U', class: '' as OtcFact['class'] };
    expect(give({}, rx, unknown)).toMatchObject({ options: [], leftOut: [] });
  });

  it('not to infants, and not to a child whose age was only guessed', () => {
    expect(give({ ageMonths: 11 }, paracetamol)).toMatchObject({ options: [], notCovered: [/1 岁以下/] });
    expect(give({ ageMonths: null, guessedMonths: 72 }, paracetamol)).toMatchObject({
      options: [],
      notCovered: ['不知道孩子的准确年龄，不推荐药'],
    });
  });
});

describe('one product per ingredient', () => {
  it('and none that repeats an ingredient of another', () => {
    const options = codes({ has: ['fever', 'runny_nose', 'headache'] }, paracetamol, coldRemedy, loratadine);
    expect(options.filter((code) => ['P', 'C'].includes(code))).toHaveLength(1);
    const brand = { ...paracetamol, drugCode: 'P2' };
    expect(codes({}, paracetamol, brand)).toHaveLength(1);
  });

  it('nor two of a class of which one is enough', () => {
    const cetirizine = product('T', '西替利嗪片', 'cetirizine 10 mg', ['hives']);
    expect(codes({ has: ['hives', 'sneezing'] }, loratadine, cetirizine)).toHaveLength(1);
    const naproxen = product('N', '萘普生片', 'naproxen 100 mg', ['dysmenorrhea']);
    expect(codes({ has: ['headache', 'dysmenorrhea'] }, ibuprofen, naproxen)).toHaveLength(1);
  });

  it('nor two between which the table finds something grave', () => {
    const teaWithSpirit = product('W', '藿香正气水', 'ethanol', ['nausea']);
    const sedating = product('D', '茶苯海明片', 'dimenhydrinate 25 mg', ['motion_sickness']);
    expect(codes({ has: ['nausea', 'motion_sickness'] }, teaWithSpirit, sedating)).toHaveLength(1);
  });
});

describe('filtered for exactly this person', () => {
  it('by age: too young, no dose on the label, made for children', () => {
    expect(why({ ageMonths: 48 }, paracetamol)).toBe('不到 6 岁不能自己用');
    expect(why({ ageMonths: 96 }, { ...paracetamol, dosageChild: '12岁以上同成人；12岁以下遵医嘱' })).toBe(
      '没有适合这个年龄的自用剂量',
    );
    expect(codes({}, { ...paracetamol, name: '小儿对乙酰氨基酚片' })).toEqual([]);
    expect(give({}, { ...paracetamol, name: '小儿对乙酰氨基酚片' }).leftOut).toEqual([]);
  });

  it.each(['avoid', 'unknown'] as const)('by pregnancy and breast-feeding: %s', (suitability) => {
    const fact = { ...paracetamol, pregnancy: suitability, lactation: suitability };
    expect(why({ sex: 'F', pregnant: true }, fact)).toMatch(/怀孕/);
    expect(why({ sex: 'F', breastfeeding: true }, fact)).toMatch(/哺乳/);
    expect(why({ sex: 'F', pregnant: false, breastfeeding: false }, fact)).toBe('offered');
  });

  it('by allergy: the substance, its relatives, and every part of a compound product', () => {
    expect(why({ allergic: ['paracetamol'] }, paracetamol)).toContain('过敏');
    expect(why({ allergic: ['aspirin'] }, ibuprofen)).toContain('过敏');
    expect(why({ has: ['fever'], allergic: ['chlorphenamine'] }, coldRemedy)).toContain('过敏');
    expect(why({ allergic: ['paracetamol/caffeine'] }, paracetamol)).toContain('过敏');
    expect(
      why(
        { allergic: ['aspirin'] },
        product('B', '水杨酸铋片', 'bismuth subsalicylate 262 mg', ['headache']),
      ),
    ).toContain('过敏');
    expect(why({ allergic: ['penicillin'] }, paracetamol)).toBe('offered');
  });

  it.each([
    ['peptic_ulcer', 'peptic_ulcer'],
    ['gi_bleeding', 'black_stool'],
    ['angle_closure_glaucoma', 'glaucoma'],
    ['urinary_retention', 'weak_stream'],
    ['urinary_retention', 'prostatic_hyperplasia'],
    ['bowel_obstruction', 'no_gas'],
    ['hypertension', 'bp_high_told'],
    ['heart_disease', 'heart_failure'],
    ['g6pd_deficiency', 'g6pd_deficiency'],
    ['kidney_impairment', 'kidney_impairment'],
    ['liver_impairment', 'liver_impairment'],
    ['asthma', 'asthma'],
  ])('by illness: %s on the label meets %s of the person', (onLabel, told) => {
    const fact = product('A', '某片', 'sodium chloride', ['headache'], { avoidConditions: [onLabel] });
    expect(why({ has: ['headache', told] }, fact)).toMatch(/^您有.+，不适合用$/);
    expect(why({}, fact)).toBe('offered');
  });

  it('by what a pharmacist minds though no label code says it', () => {
    expect(why({ has: ['headache', 'dehydration'] }, ibuprofen)).toContain('伤肾');
  });

  it('by current medicines: grave is left out, the rest is told', () => {
    expect(why({ taking: ['warfarin'] }, ibuprofen)).toMatch(/华法林与布洛芬合用：/);
    expect(give({ taking: ['valsartan'] }, ibuprofen).options[0]!.warnings.join()).toMatch(
      /缬沙坦与布洛芬合用：/,
    );
    expect(why({ taking: ['diclofenac'] }, ibuprofen)).toBeDefined();
    expect(why({ has: ['hives'], taking: ['cetirizine'] }, loratadine)).toContain('同类的药（抗组胺药）');
  });

  it('by what is inside the compound products taken', () => {
    expect(why({ taking: ['ganmaoling'] }, paracetamol)).toBe('您正在用的药里已有对乙酰氨基酚，会重复');
    expect(why({ taking: ['aspirin/caffeine/paracetamol'] }, ibuprofen)).toMatch(/阿司匹林与布洛芬合用/);
  });

  it('does not call two herbal products double for their liquorice', () => {
    const tea = product('G', '玄麦甘桔颗粒', 'xuanshen|maidong|gancao|jiegeng', ['sore_throat']);
    expect(why({ has: ['sore_throat'], taking: ['xiao chaihu'] }, tea)).toBe('offered');
    expect(
      why({ taking: ['yunnan baiyao'] }, product('F', '草乌片', 'shengcaowu|baizhi', ['headache'])),
    ).toContain('会重复');
  });

  it('holds against a cream only what reaches the blood through skin', () => {
    const cream = product('K', '酮康唑乳膏', 'ketoconazole 20 mg', ['athlete_foot']);
    expect(why({ has: ['athlete_foot'], taking: ['simvastatin'] }, cream)).toBe('offered');
    const oil = product('O', '正红花油', 'methyl salicylate 200 mg', ['sprain']);
    expect(give({ has: ['sprain'], taking: ['warfarin'] }, oil).options[0]!.warnings.join()).toContain('INR');
    const drops = product('S', '盐酸赛洛唑啉滴鼻液', 'xylometazoline 1 mg', ['nasal_congestion']);
    expect(why({ has: ['nasal_congestion'], taking: ['phenelzine'] }, drops)).toContain('高血压危象');
  });
});

describe('the dose', () => {
  const syrup = product('Y', '对乙酰氨基酚混悬液', 'paracetamol 32 mg', ['fever'], {
    minAgeMonths: 12,
    strength: '100ml:3.2g',
    dosageAdult: '不推荐',
    dosageChild: '1–3岁一次3ml，4–6岁5ml；间隔4–6小时，24小时不超过4次',
  });

  it('is that for the age, and names age and weight', () => {
    const { options, checked } = give({ has: ['fever'], ageMonths: 60, weightKg: 18 }, syrup);
    expect(options[0]!.how).toBe('5 岁，体重 18 公斤：4–6岁一次5ml；间隔4–6小时，24小时不超过4次');
    expect(checked.map(({ what }) => what)).toContain('体重和按体重的剂量');
    expect(give({}, paracetamol).options[0]!.how).toBe(paracetamol.dosageAdult);
  });

  it('of a child does not speak of driving and drinking', () => {
    const sleepy = { ...syrup, driving: 'avoid', alcohol: 'avoid' } as const;
    expect(give({ has: ['fever'], ageMonths: 60 }, sleepy).options[0]!.warnings.join()).not.toMatch(
      /开车|饮酒/,
    );
    const forAdults = { ...paracetamol, driving: 'avoid', alcohol: 'avoid' } as const;
    expect(give({}, forAdults).options[0]!.warnings.join()).toMatch(/开车.*饮酒/);
  });
});

describe('what it says about itself', () => {
  it('names what was checked, each with the version of its data', () => {
    const { checked } = give({}, paracetamol);
    expect(checked.map(({ what }) => what)).toEqual([
      '年龄和自用最低年龄',
      '怀孕和哺乳',
      '药物过敏',
      '慢性病禁忌',
      `与正在用的药的相互作用（${know.interactions.size} 对）`,
      '重复成分和同类药',
    ]);
    for (const { version } of checked) expect(version).toMatch(/^\d{4}\.\d{2}\.\d{2}/);
    expect(checked[4]!.version).toBe(know.interactionVersion);
  });

  it('does not claim to have checked what was never told, and says so', () => {
    const untold = {
      ...someone({ allergic: null, taking: null, sex: 'F', pregnant: null }),
      historyKnown: false,
    };
    const { checked, notCovered } = recommend(untold, SELF_CARE, [paracetamol]);
    expect(checked.map(({ what }) => what).join()).not.toMatch(/过敏|慢性病|相互作用/);
    expect(notCovered).toEqual([
      '没有告诉过敏史，未核对',
      '没有告诉慢性病，只核对了描述里提到的',
      '没有告诉正在用的药，未核对相互作用',
      '没有告诉是否怀孕',
    ]);
  });

  it('names medicines and allergens that its tables do not know', () => {
    const { notCovered } = give(
      { taking: ['某种新药', 'other', 'lianhua qingwen'], allergic: ['芒果'] },
      paracetamol,
    );
    expect(notCovered.join('；')).toMatch(/没有这些过敏原，未核对：芒果/);
    expect(notCovered.join('；')).toMatch(/相互作用表里没有：某种新药、您没有列出名字的、连花清瘟的部分成分/);
    expect(give({ taking: ['warfarin'] }, paracetamol).notCovered).toEqual([]);
  });

  it('says of herbal products that they are not fully covered', () => {
    const tea = product('G', '玄麦甘桔颗粒', 'xuanshen|maidong|gancao|jiegeng', ['sore_throat']);
    expect(give({ has: ['sore_throat'] }, tea).notCovered.join()).toContain('中成药');
  });

  it('gives the reason once an ingredient, and not for one it offers in another form', () => {
    const brand = { ...ibuprofen, drugCode: 'I2' };
    const { leftOut } = give({ taking: ['warfarin'] }, paracetamol, ibuprofen, brand);
    expect(leftOut).toEqual([{ name: '布洛芬', why: expect.stringContaining('华法林') as string }]);
    const forTeens = { ...paracetamol, drugCode: 'P3', minAgeMonths: 144 };
    expect(give({ ageMonths: 96 }, paracetamol, forTeens).leftOut).toEqual([]);
  });
});

it('knows the medicines of a record by any of their names, compound products by what is in them', () => {
  expect(innsOf('Warfarin Sodium')).toEqual(['warfarin']);
  expect(innsOf('舒利迭')).toEqual(['salmeterol', 'fluticasone']);
  expect(innsOf('某种新药')).toEqual(['某种新药']);
});
