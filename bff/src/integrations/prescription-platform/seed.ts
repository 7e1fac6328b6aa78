import type { DemoPeople } from '../demo-people.ts';
import type { WirePrescription } from './wire.ts';

type Item = WirePrescription['rxdrugdetail'][number];
type Diagnosis = { diagCode: string; diagName: string };
export type Course = { diagnosis: Diagnosis; items: Item[]; department: string; prescriber: string };

const item = (
  [drugGenname, drugSpec, drugDosform, drugCnt, drugCntUnit]: [string, string, string, number, string],
  [sinDoscnt, usedFrquPerDay, medcTiming, medcDays]: [number, number, Item['medcTiming'], number],
): Item => ({
  drugGenname,
  drugSpec,
  drugDosform,
  drugCnt,
  drugCntUnit,
  sinDoscnt,
  usedFrquPerDay,
  medcTiming,
  medcDays,
  medcWay: 'oral',
});

const course = (
  code: string,
  name: string,
  department: string,
  prescriber: string,
  ...items: Item[]
): Course => ({
  diagnosis: { diagCode: code, diagName: name },
  items,
  department,
  prescriber,
});

/** What the doctors of the demo hospital prescribe: usual adult courses, whole packs. Doctors and hospital are made up. */
export const COURSES = {
  amoxicillin: course(
    'J03.9',
    '急性扁桃体炎',
    '全科医学科',
    '郑怀瑾',
    item(['阿莫西林胶囊', '0.25g', '胶囊', 24, '粒'], [2, 3, 'any', 4]),
  ),
  amlodipine: course(
    'I10',
    '原发性高血压',
    '心血管内科',
    '潘启明',
    item(['苯磺酸氨氯地平片', '5mg', '片剂', 28, '片'], [1, 1, 'any', 28]),
  ),
  cefuroxime: course(
    'J20.9',
    '急性支气管炎',
    '呼吸内科',
    '宋以宁',
    item(['头孢呋辛酯片', '0.25g', '片剂', 12, '片'], [1, 2, 'after_meal', 6]),
  ),
  montelukast: course(
    'J30.4',
    '变应性鼻炎',
    '耳鼻喉科',
    '严若溪',
    item(['孟鲁司特钠片', '10mg', '片剂', 5, '片'], [1, 1, 'bedtime', 5]),
  ),
  oseltamivir: course(
    'J10.1',
    '流行性感冒',
    '发热门诊',
    '宋以宁',
    item(['磷酸奥司他韦胶囊', '75mg', '胶囊', 10, '粒'], [1, 2, 'with_meal', 5]),
  ),
  metformin: course(
    'E11.9',
    '2 型糖尿病',
    '内分泌科',
    '傅明澈',
    item(['盐酸二甲双胍片', '0.5g', '片剂', 48, '片'], [1, 2, 'with_meal', 24]),
  ),
  atorvastatin: course(
    'E78.0',
    '高胆固醇血症',
    '心血管内科',
    '潘启明',
    item(['阿托伐他汀钙片', '20mg', '片剂', 28, '片'], [1, 1, 'any', 28]),
  ),
  clopidogrel: course(
    'I25.1',
    '冠状动脉粥样硬化性心脏病',
    '心血管内科',
    '潘启明',
    item(['硫酸氢氯吡格雷片', '75mg', '片剂', 28, '片'], [1, 1, 'any', 28]),
  ),
} as const satisfies Record<string, Course>;
export type CourseName = keyof typeof COURSES;

export type Flaw = 'none' | 'expired' | 'revoked' | 'altered';
export type Seed = { traceCode: string; patient: DemoPeople['patients'][number]; course: Course; flaw: Flaw };

/** Person (by place in the list), course, and what is wrong with it; the trace codes count up from 0001 in this order. */
const PLAN: readonly (readonly [person: number, course: CourseName, flaw?: Flaw])[] = [
  [0, 'amoxicillin'],
  [0, 'amlodipine'],
  [0, 'cefuroxime', 'expired'],
  [0, 'montelukast', 'revoked'],
  [0, 'oseltamivir', 'altered'],
  [0, 'montelukast'],
  [0, 'oseltamivir'],
  [1, 'amlodipine'],
  [1, 'metformin'],
  [1, 'atorvastatin'],
  [2, 'amoxicillin'],
  [2, 'cefuroxime'],
  [3, 'amlodipine'],
  [3, 'clopidogrel'],
  [3, 'atorvastatin'],
  // Spare ones, so that a demonstration can be given several times.
  ...Array.from({ length: 8 }, () => [0, 'amoxicillin'] as const),
  ...Array.from({ length: 7 }, () => [0, 'amlodipine'] as const),
];

/** `RX202611220001` and up. People the demo city does not have are left out, their numbers too. */
export const seeds = ({ patients }: DemoPeople): Seed[] =>
  PLAN.flatMap(([person, name, flaw = 'none'], index) => {
    const patient = patients[person];
    const traceCode = `RX20261122${String(index + 1).padStart(4, '0')}`;
    return patient ? [{ traceCode, patient, course: COURSES[name], flaw }] : [];
  });
