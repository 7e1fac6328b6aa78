import { describe, expect, it } from 'vitest';
import { doseOf } from './dose.ts';

const dose = (dosageChild: string, years: number, weightKg: number | null = null, strength = '') =>
  doseOf({ dosageAdult: '一次1片，一日3次', dosageChild, strength }, { months: years * 12, weightKg });

describe('the dose for an age', () => {
  const label = '2–3岁一次5ml，4–6岁7.5ml，7–9岁10ml；间隔4–6小时，24小时不超过4次';

  it('is the part of the label for that age, with what holds for all', () => {
    expect(dose(label, 2.5)).toBe('2–3岁一次5ml；间隔4–6小时，24小时不超过4次');
    expect(dose(label, 5)).toBe('4–6岁一次7.5ml；间隔4–6小时，24小时不超过4次');
  });

  it('keeps how often it is taken, though the label says it once at the end', () => {
    expect(dose('1–3岁一次半丸，3岁以上一次1丸，一日2–3次', 2)).toBe('1–3岁一次半丸，一日2–3次');
  });

  it('is that of the older band on its first birthday', () => {
    expect(dose('2–6岁一次5ml，一日1次；6岁以上一次10ml，一日1次', 6)).toContain('10ml');
    expect(dose('2–6岁一次5ml，一日1次；6岁以上一次10ml，一日1次', 5.9)).toContain('5ml');
  });

  it('is that of grown-ups where the label says so, and from fourteen on', () => {
    expect(dose('12岁以上同成人；12岁以下不推荐', 13)).toBe('12岁以上一次1片，一日3次');
    expect(dose('不推荐', 14)).toBe('一次1片，一日3次');
  });

  it.each([
    ['遵医嘱', 8],
    ['6–12岁遵医嘱；12岁以上同成人', 8],
    ['2–5岁一次1袋，6岁以上选片剂', 8],
    ['1–3岁一次1枚', 8],
    ['7岁以上一次1支，遵医嘱', 8],
  ])('is none for self-care when the label gives none: %s', (text, years) => {
    expect(dose(text, years)).toBeNull();
  });

  it('is not refused to a child of five for what is said of infants', () => {
    expect(dose('同成人，须成人看护，婴幼儿遵医嘱', 5)).toBe('一次1片，一日3次，须成人看护');
    expect(dose('同成人，须成人看护，婴幼儿遵医嘱', 1.5)).toBeNull();
  });
});

describe('the dose for a weight', () => {
  const drops = '按体重一次10–15mg/kg，间隔4–6小时';

  it('is counted in milligrams and millilitres, rounded down', () => {
    expect(dose(drops, 5, 18, '15ml:1.5g')).toBe(
      '按体重一次10–15mg/kg，间隔4–6小时。体重 18 公斤：一次 180–270 mg（约 1.8–2.7 ml）',
    );
  });

  it('asks for the weight when it is not known, and does not believe one that does not go with the age', () => {
    expect(dose(drops, 5)).toContain('请先称体重');
    expect(dose(drops, 5, 60)).toContain('重新称');
  });

  it('is not counted above the weight at which the dose of grown-ups is reached', () => {
    expect(dose(drops, 13, 55)).toBe(drops);
  });

  it('chooses between the halves of a label', () => {
    const text = '2–12岁体重>30kg一次1片，≤30kg一次半片，一日1次';
    expect(dose(text, 9, 35)).toBe('2–12岁一次1片，一日1次');
    expect(dose(text, 5, 18)).toBe('2–12岁一次半片，一日1次');
    expect(dose(text, 5)).toContain('≤30kg一次半片');
  });

  it('is none for who is lighter than the label demands', () => {
    expect(dose('12岁以上且体重35kg以上同成人', 12, 33)).toBeNull();
    expect(dose('12岁以上且体重35kg以上同成人', 12, 36)).toContain('一次1片');
  });

  it('counts rehydration solution', () => {
    expect(dose('开始50ml/kg于4小时内服', 3, 14)).toBe('开始50ml/kg（700 ml）于4小时内服');
  });
});
