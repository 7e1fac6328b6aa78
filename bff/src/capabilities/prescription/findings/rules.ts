import { imageSeenBefore } from '../images/seen-before.ts';
import type { Rule } from './case.ts';
import { drugCount, notCarried, prohibited, signature, usedBefore, validity } from './law.ts';
import { prescriber } from './prescriber.ts';
import { supply } from './supply.ts';
import { doseOverMax, singleDose } from './dose.ts';
import { duplicate, interaction, quantity } from './medicines.ts';
import { age, allergy, condition, kidneyLiver, pregnancy } from './person.ts';

/** Shown with every review; raised with every change of a rule or its data. */
export const RULES_VERSION = '审方规则 2026.11.2';

export const RULES: Rule[] = [
  validity,
  usedBefore,
  prohibited,
  allergy,
  doseOverMax,
  singleDose,
  interaction,
  duplicate,
  condition,
  kidneyLiver,
  pregnancy,
  age,
  supply,
  quantity,
  drugCount,
  prescriber,
  notCarried,
  signature,
  imageSeenBefore,
];
