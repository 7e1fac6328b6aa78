import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { idNumberCheck } from '@xinglin/shared/identity/id-number';

const Patient = z.object({
  wechatUser: z.string(),
  nickname: z.string().optional(),
  name: z.string(),
  sex: z.enum(['female', 'male']).catch('female'),
  birthDate: z.string().catch('1995-06-15'),
});
const Worker = z.object({ wechatUser: z.string(), name: z.string() });
const People = z.object({
  patients: z.array(Patient).min(1),
  riders: z.array(Worker).default([]),
  pharmacists: z.array(Worker).default([]),
});
/** The people of the demo city, as far as the platforms outside know them. */
export type DemoPeople = z.infer<typeof People>;

const NOBODY_GIVEN: DemoPeople = {
  patients: [
    { wechatUser: 'lin-xiaoman', nickname: '小满', name: '林小满', sex: 'female', birthDate: '1995-05-21' },
  ],
  riders: [{ wechatUser: 'rider-1', name: '骑手一号' }],
  pharmacists: [{ wechatUser: 'pharmacist-1', name: '药师一号' }],
};

/** A made-up identity number with a right last character (a digit), always the same for the same person. */
export function demoIdNumber({ birthDate, sex }: { birthDate: string; sex: 'female' | 'male' }): string {
  for (let count = sex === 'male' ? 1 : 2; ; count += 2) {
    const first17 = `310100${birthDate.replaceAll('-', '')}${String(count).padStart(3, '0')}`;
    const last = idNumberCheck(first17);
    if (last !== 'X') return first17 + last;
  }
}

/** Reads `people.json`; without the file a handful of stand-ins. */
export const readDemoPeople = (file: string): DemoPeople =>
  existsSync(file) ? People.parse(JSON.parse(readFileSync(file, 'utf8'))) : NOBODY_GIVEN;
