import { describe, expect, it } from 'vitest';
import { redFlagsIn } from './red-flags.ts';

const ids = (text: string) => redFlagsIn(text).map(({ id }) => id);

describe('the phone recognises an emergency by itself', () => {
  it.each([
    ['胸口压着疼、出冷汗', 'acs'],
    ['喘不上气', 'breathing'],
    ['我妈突然一侧手脚没力，说话不清', 'stroke'],
    ['他昏迷了，叫不醒', 'unconscious'],
    ['伤口大出血，止不住', 'bleeding'],
    ['我想自杀', 'suicide'],
    ['喝了农药', 'poison'],
    ['一口气吃了二十片安眠药', 'overdose'],
    ['孩子抽搐翻白眼', 'fit'],
    ['吃了虾以后喉咙肿，喘不上气', 'anaphylaxis'],
    ['宝宝2个月,38度', 'baby_fever'],
    ['2个月的宝宝发烧', 'baby_fever'],
    ['宝宝40天，三十八度五', 'baby_fever'],
    ['呕血了', 'gi_bleeding'],
    ['这辈子没这么疼过，头要炸了', 'thunderclap'],
    ['胎动没有了', 'foetal'],
    ['胸痛，像撕裂一样', 'aortic'],
    ['睾丸突然很疼', 'testicle'],
    ['洁厕灵进了眼睛里', 'eye_chemical'],
  ])('%s', (text, id) => {
    expect(ids(text)).toContain(id);
  });
});

describe('it stays calm', () => {
  it.each([
    ['what is denied', '没有胸痛、没有呼吸困难，就是流鼻涕'],
    ['a list that is denied', '没有抽搐、昏迷和呼吸困难'],
    ['who died long ago', '我爸心梗去世，我只是流鼻涕'],
    ['the news', '听说有人喝农药，我今天嗓子疼'],
    ['what is feared or asked', '会不会是中风？我就是有点头晕'],
    ['an older baby with fever', '宝宝8个月，38度'],
    ['a small baby without fever', '宝宝2个月，36.8度'],
    ['a cough that has lasted two months', '宝宝咳嗽2个月了，今天38度，3岁'],
    ['what is over', '小时候抽搐过，现在流鼻涕'],
    ['a cold', '嗓子疼、流鼻涕两天，低烧'],
    ['a belly that does not hurt', '怀孕10周，有一点见红，肚子不疼'],
  ])('about %s', (_, text) => {
    expect(ids(text)).toEqual([]);
  });
});

it('shows every flag with its reason and source', () => {
  for (const { why, source } of redFlagsIn('胸口压着疼、出冷汗，喘不上气'))
    expect([why.length, source.length].every((length) => length > 2)).toBe(true);
});
