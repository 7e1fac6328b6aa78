import { describe, expect, it } from 'vitest';
import { assess, type Case } from './assess.ts';
import { knowledge } from './knowledge.ts';
import { understand } from './understand.ts';

const know = { ...knowledge(), learned: null };
const read = (zh: string, rest: Omit<Partial<Case>, 'id' | 'zh'> = {}) =>
  assess({ id: '1', zh, ...rest }, [], know).facts;
const codes = (zh: string, rest?: Omit<Partial<Case>, 'id' | 'zh'>) => [...read(zh, rest).present.keys()];

describe('measured values, in every notation', () => {
  it.each([
    ['量体温102F', { temp: 38.9 }],
    ['华氏101.3度', { temp: 38.5 }],
    ['体温 101.3°F', { temp: 38.5 }],
    ['三十八度五', { temp: 38.5 }],
    ['38度5', { temp: 38.5 }],
    ['血压80/50', { bpSys: 80, bpDia: 50 }],
    ['高压一百八，低压一百一', { bpSys: 180, bpDia: 110 }],
    ['血压:180', { bpSys: 180 }],
    ['心率135次/分', { hr: 135 }],
    ['HR:48', { hr: 48 }],
    ['血氧88%', { spo2: 88 }],
    ['SpO2 91 %', { spo2: 91 }],
    ['RR 32', { respRate: 32 }],
    ['呼吸45次/分', { respRate: 45 }],
    ['血糖2.6mmol/L', { glucose: 2.6 }],
    ['血糖 450 mg/dL', { glucose: 25 }],
    ['孕32周', { gestWeeks: 32 }],
    ['32周孕', { gestWeeks: 32 }],
    ['怀孕8个月', { gestWeeks: 34 }],
    ['停经50天', { gestWeeks: 7 }],
    ['疼痛评分8分', { pain: 8 }],
    ['疼痛8/10', { pain: 8 }],
    ['发烧三天', { hours: 72 }],
    ['头疼两三天了', { hours: 72 }],
    ['肚子疼 3 days', { hours: 72 }],
    ['咳嗽一个礼拜', { hours: 168 }],
    ['从昨晚开始拉肚子', { hours: 20 }],
    ['2小时前摔的', { hours: 2 }],
    ['病程2周，咳嗽', { hours: 336 }],
  ])('%s', (zh, expected) => {
    expect(read(zh).measures).toMatchObject(expected);
  });

  it.each([
    ['每天吃三次药，吃了降压药十年', 'a medicine taken for years'],
    ['既往高血压10年', 'an old illness'],
    ['五月出去玩', 'a month of the calendar'],
    ['每次疼十分钟', 'how long an attack lasts'],
  ])('「%s」 tells no duration of the illness: %s', (zh) => {
    expect(read(zh).measures.hours).toBeNull();
  });

  it('takes the more worrying of two values', () => {
    expect(read('血压从120/80掉到82/50，血氧95，后来血氧89').measures).toMatchObject({ bpSys: 82, spo2: 89 });
  });

  it('believes the number before the word', () => {
    expect(codes('发烧37.5')).not.toContain('fever');
    expect(codes('发烧37.5')).toContain('fever_low');
  });
});

describe('age and sex', () => {
  it.each([
    ['48岁女性，头晕', 576, 'F'],
    ['女48岁', 576, 'F'],
    ['男，35，咳嗽', 420, 'M'],
    ['45/女，头晕', 540, 'F'],
    ['奶奶今年八十三，腿肿', 996, 'F'],
    ['8月龄男婴，呕吐', 8, 'M'],
    ['宝宝出生5天，皮肤黄', 0, null],
    ['宝宝出生后12小时，皮肤黄', 0, null],
    ['孩子一岁半，咳嗽', 18, null],
    ['太太七十多岁，头晕', 840, 'F'],
  ])('%s', (zh, months, sex) => {
    expect(understand(zh).person).toMatchObject({ ageMonths: months, sex });
  });

  it('is not that of a stool or of a delivery', () => {
    expect(understand('吃铁剂五天大便黑绿').person.ageMonths).toBeNull();
    expect(understand('生完孩子一个月，头疼').person.ageMonths).toBeNull();
  });
});

describe('what is denied, in the style of a doctor and of a patient', () => {
  it.each([
    ['否认发热、咳嗽、胸痛', ['fever', 'cough', 'chest_pain']],
    ['否认发热，咳嗽，胸痛', ['fever', 'cough', 'chest_pain']],
    ['发烧、咳嗽、胸痛都没有', ['fever', 'cough', 'chest_pain']],
    ['没发烧没咳嗽', ['fever', 'cough']],
    ['既不发烧也不咳嗽', ['fever', 'cough']],
    ['没有发烧，也没吐', ['fever', 'vomiting']],
    ['腹痛(-)，呕吐（－）', ['abdominal_pain', 'vomiting']],
    ['不像是胸痛', ['chest_pain']],
  ])('%s', (zh, denied) => {
    const { present, absent } = read(zh);
    for (const code of denied) {
      expect(present.has(code), code).toBe(false);
      expect(absent.has(code), code).toBe(true);
    }
  });

  it.each([
    ['没有一天不头疼', 'headache'],
    ['没吃早饭头疼', 'headache'],
    ['没发烧就是嗓子疼', 'sore_throat'],
    ['毫无征兆地呕吐', 'vomiting'],
    ['不但发烧还咳嗽', 'fever'],
    ['止不住咳嗽', 'cough'],
  ])('「%s」 denies no %s', (zh, code) => {
    expect(codes(zh)).toContain(code);
  });

  it('a question, a fear, a search and a comparison tell nothing', () => {
    for (const zh of ['如果发烧怎么办', '担心孩子发烧', '会不会胸痛', '百度说会头疼', '网上说会呕吐'])
      expect(read(zh).present.size, zh).toBe(0);
    expect(codes('吞口水像喝了农药')).not.toContain('poison_ingest');
  });

  it('a better course is no worse one, and what provokes it no course at all', () => {
    expect(codes('咳嗽一天比一天好')).not.toContain('worse');
    expect(codes('腰疼，活动时加重')).not.toContain('worse');
    expect(codes('腰疼越来越重')).toContain('worse');
  });
});

describe('who the patient is', () => {
  it.each([
    ['我爸心梗去世，我只是流鼻涕', 'self', ['runny_nose']],
    ['我妈昨晚开始发烧，我很着急，她还一直吐', 'parent', ['fever', 'vomiting']],
    ['我婆婆上周发烧咳嗽，现在我也嗓子疼', 'self', ['sore_throat']],
    ['跟老婆吵架，赌气喝了一口除草剂', 'self', ['poison_ingest']],
    ['孩子把奶奶的降压药当糖吃了，现在呕吐', 'child', ['vomiting']],
    ['邻居说低压高会中风，我头不晕就是嗓子疼', 'self', ['sore_throat']],
    ['医生说我爸是肺癌晚期，我听了以后睡不着觉', 'self', ['insomnia']],
    ['老公经常打我，我头疼', 'self', ['headache']],
  ])('%s', (zh, who, told) => {
    const { person, present } = read(zh);
    expect(person.who).toBe(who);
    expect([...present.keys()]).toEqual(expect.arrayContaining(told));
  });

  it('leaves the complaints of others out', () => {
    expect(codes('我婆婆上周发烧咳嗽，现在我也嗓子疼')).not.toContain('fever');
    expect(codes('同事确诊了肺结核，我就是流鼻涕')).not.toContain('tuberculosis');
  });

  it('follows the record where the words leave it open', () => {
    expect(read('宝宝6周，跟着姐姐感冒三天，今天呕吐', { age: 0.12 }).person.who).toBe('child');
    expect(codes('宝宝6周，跟着姐姐感冒三天，今天呕吐', { age: 0.12 })).toContain('vomiting');
  });
});

describe('spelling', () => {
  it.each([
    ['頭暈，嘔吐，發燒', ['dizziness', 'vomiting', 'fever']],
    ['桑子疼', ['sore_throat']],
    ['投疼', ['headache']],
    ['咳咳咳咳嗽', ['cough']],
    ['头疼😭😭 发烧', ['headache', 'fever']],
  ])('%s', (zh, told) => {
    expect(codes(zh)).toEqual(expect.arrayContaining(told));
  });

  it('does not take every word that sounds alike for an illness', () => {
    expect(codes('是不是下雪了，面条少放盐，门牙白')).toEqual([]);
  });
});
