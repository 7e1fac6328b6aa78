import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

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

/** Reads `people.json`; without the file a handful of stand-ins. */
export const readDemoPeople = (file: string): DemoPeople =>
  existsSync(file) ? People.parse(JSON.parse(readFileSync(file, 'utf8'))) : NOBODY_GIVEN;
