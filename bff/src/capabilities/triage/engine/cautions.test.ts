import { expect, it } from 'vitest';
import { product } from '../testing.ts';
import { withFindings, type Facts } from './facts.ts';
import { fitOf } from './fits.ts';
import { knowledge } from './knowledge.ts';
import { understand } from './understand.ts';

const know = knowledge();
const grownUp: Facts = {
  ...understand('流鼻涕', { ageMonths: 360, sex: 'F' }),
  present: new Map(),
  medicines: [],
  allergies: [],
};
const person = ({
  years = 30,
  has = [] as string[],
  taking = [] as string[],
  hours = null as number | null,
}) => {
  const facts = withFindings(grownUp, has);
  return {
    ...facts,
    person: { ...facts.person, ageMonths: years * 12 },
    measures: { ...facts.measures, hours },
    medicines: taking,
  };
};
const of = (inn: string, name = '某药片') =>
  product('X', name, inn, ['x'], { minAgeMonths: 0, dosageChild: '一次半片，一日3次' });
const refused = (inn: string, who: Parameters<typeof person>[0], name?: string) =>
  fitOf(of(inn, name), person(who)).refused;

it('speaks only of medicines and groups the list knows', () => {
  const known = new Set([...know.medicines.values()].flatMap(({ inn, groups }) => [inn, ...groups]));
  expect(know.cautions.map((each) => each.of).filter((each) => !known.has(each))).toEqual([]);
});

it.each([
  ['ibuprofen', { has: ['stomach_ache'] }, '胃'],
  ['ibuprofen', { has: ['pregnant'] }, '怀孕'],
  ['ibuprofen', { has: ['kidney_impairment'] }, '肾'],
  ['ibuprofen', { has: ['heart_failure'] }, '肾'],
  ['ibuprofen', { has: ['asthma'] }, '哮喘'],
  ['ibuprofen', { has: ['fever', 'blisters'] }, '水痘'],
  ['ibuprofen', { has: ['fever', 'travel_tropical'] }, '登革热'],
  ['ibuprofen', { has: ['stroke_history'] }, '中风'],
  ['ibuprofen', { has: ['bleeding_disorder'] }, '止血'],
  ['ibuprofen', { years: 4, has: ['diarrhea'] }, '脱水'],
  ['ibuprofen', { years: 80 }, '75 岁'],
  ['aspirin', { years: 15 }, '瑞氏'],
  ['aspirin', { has: ['gout'] }, '痛风'],
  ['bismuth subsalicylate', { years: 15 }, '18 岁'],
  ['bismuth subsalicylate', { has: ['black_stool'] }, '出血'],
  ['paracetamol', { has: ['liver_impairment'] }, '肝'],
  ['paracetamol', { has: ['hangover'] }, '饮酒'],
  ['propyphenazone', { has: ['g6pd_deficiency'] }, '蚕豆病'],
  ['chlorphenamine', { has: ['glaucoma'] }, '青光眼'],
  ['chlorphenamine', { has: ['prostatic_hyperplasia'] }, '排尿'],
  ['chlorphenamine', { years: 70 }, '65 岁'],
  ['chlorphenamine', { years: 1.5 }, '2 岁以下'],
  ['chlorphenamine', { has: ['epilepsy'] }, '抽搐'],
  ['chlorphenamine', { has: ['head_injury'] }, '掩盖'],
  ['pseudoephedrine', { has: ['hypertension'] }, '血压'],
  ['pseudoephedrine', { has: ['hyperthyroidism'] }, '心跳'],
  ['pseudoephedrine', { has: ['breastfeeding'] }, '哺乳'],
  ['pseudoephedrine', { years: 4 }, '6 岁以下'],
  ['mahuang', { has: ['hypertension'] }, '血压'],
  ['xylometazoline', { has: ['hypertension'] }, '血压'],
  ['xylometazoline', { has: ['nasal_congestion'], hours: 8 * 24 }, '7 天'],
  ['loperamide', { has: ['bloody_stool'] }, '止泻'],
  ['loperamide', { has: ['fever'] }, '止泻'],
  ['loperamide', { years: 10 }, '止泻'],
  ['loperamide', { taking: ['amoxicillin'] }, '抗生素'],
  ['dextromethorphan', { has: ['asthma'] }, '压咳'],
  ['dextromethorphan', { has: ['cough_phlegm'] }, '压咳'],
  ['dextromethorphan', { years: 4 }, '6 岁以下'],
  ['codeine', { years: 15 }, '18 岁'],
  ['codeine', { has: ['breastfeeding'] }, '呼吸抑制'],
  ['acetylcysteine', { has: ['asthma'] }, '支气管'],
  ['carbocisteine', { years: 1.5 }, '2 岁以下'],
  ['bisacodyl', { has: ['abdominal_pain'] }, '腹痛'],
  ['senna', { has: ['pregnant'] }, '孕期'],
  ['dahuang', { has: ['diarrhea'] }, '腹泻'],
  ['caffeine', { has: ['insomnia'] }, '失眠'],
  ['domperidone', { has: ['arrhythmia'] }, '心律'],
  ['domperidone', { years: 10 }, '12 岁'],
  ['hydrotalcite', { has: ['kidney_impairment'] }, '蓄积'],
  ['sodium bicarbonate', { has: ['hypertension'] }, '钠'],
  ['omeprazole', { has: ['dysphagia'] }, '报警'],
  ['belladonna', { has: ['glaucoma'] }, '青光眼'],
  ['cydiodine', { has: ['hyperthyroidism'] }, '甲状腺'],
  ['cydiodine', { has: ['pregnant'] }, '甲状腺'],
  ['cydiodine', { taking: ['levothyroxine'] }, '甲状腺'],
  ['zinc gluconate', { has: ['stomach_ache'] }, '刺激胃'],
  ['ferrous succinate', { has: ['peptic_ulcer'] }, '刺激胃'],
  ['ascorbic acid', { has: ['g6pd_deficiency'] }, '溶血'],
  ['saccharomyces boulardii', { has: ['immunosuppressed'] }, '感染'],
  ['metronidazole', { has: ['alcohol'] }, '饮酒'],
  ['ethanol', { has: ['breastfeeding'] }, '酒精'],
  ['glycyrrhiza', { has: ['hypertension'] }, '甘草'],
  ['caowu', { has: ['pregnant'] }, '有毒'],
  ['chansu', { has: ['arrhythmia'] }, '蟾酥'],
  ['honghua', { has: ['missed_period'] }, '活血'],
  ['heshouwu', { has: ['liver_impairment'] }, '肝损伤'],
  ['huanglian', { has: ['g6pd_deficiency'] }, '溶血'],
  ['fengmi', { years: 0.9 }, '蜂蜜'],
  ['camphor', { years: 1.5 }, '2 岁以下'],
  ['camphor', { has: ['pregnant'] }, '樟脑'],
])('%s is not for %j', (inn, who, why) => {
  expect(refused(inn, who)).toContain(why);
  // The same product is fine for a grown-up with nothing of it, or the rule says more than it should.
  expect(refused(inn, {})).toBeNull();
});

it.each([
  ['hydrocortisone butyrate', '丁酸氢化可的松乳膏', { has: ['ringworm'] }, '感染'],
  ['hydrocortisone butyrate', '丁酸氢化可的松乳膏', { has: ['face_red'] }, '脸'],
  ['hydrocortisone butyrate', '丁酸氢化可的松乳膏', { years: 1.5 }, '2 岁'],
  ['dexamethasone', '复方醋酸地塞米松乳膏', { has: ['cold_sore'] }, '感染'],
  ['diclofenac', '双氯芬酸乳胶剂', { has: ['minor_wound'] }, '破损'],
  ['methyl salicylate', '红花油', { years: 10 }, '儿童'],
  ['menthol', '清凉药膏贴', { has: ['minor_burn'] }, '破损'],
  ['adapalene', '阿达帕林凝胶', { has: ['pregnant'] }, '孕期'],
  ['povidone-iodine', '聚维酮碘溶液', { has: ['hyperthyroidism'] }, '甲状腺'],
  ['mometasone', '糠酸莫米松乳膏', { has: ['face_red'] }, '脸'],
  ['mometasone', '糠酸莫米松鼻喷雾剂', { has: ['nosebleed'] }, '流鼻血'],
])('%s as %s is not for %j', (inn, name, who, why) => {
  expect(refused(inn, who, name)).toContain(why);
  expect(refused(inn, {}, name)).toBeNull();
});

it('does not hold the cautions of tablets against a gel, nor those of a gel against tablets', () => {
  expect(refused('diclofenac', { has: ['heartburn'] }, '双氯芬酸乳胶剂')).toBeNull();
  expect(refused('diclofenac', { has: ['heartburn'] })).toContain('胃');
  expect(refused('diclofenac', { has: ['minor_wound'] })).toBeNull();
});

it('does not hold the cautions of a skin cream against a spray for the nose, nor the other way round', () => {
  expect(refused('mometasone', { has: ['ringworm'] }, '糠酸莫米松鼻喷雾剂')).toBeNull();
  expect(refused('mometasone', { has: ['nosebleed'] }, '糠酸莫米松乳膏')).toBeNull();
});

it('takes a suppository against fever for what it is: not topical', () => {
  expect(refused('ibuprofen', { has: ['dehydration'] }, '布洛芬栓')).toContain('肾');
  expect(refused('clotrimazole', { taking: ['warfarin'] }, '克霉唑栓')).toBeNull();
});
