import { imageSeenBefore } from '../images/seen-before.ts';
import type { Rule } from './case.ts';
import { drugCount, notCarried, prohibited, signature, supply, validity } from './law.ts';
import { doseOverMax, duplicate, interaction, quantity } from './medicines.ts';
import { age, allergy, condition, pregnancy } from './person.ts';

/** Shown with every review; raised with every change of a rule or its data. */
export const RULES_VERSION = '审方规则 2026.11.1';

export const RULES: Rule[] = [
  validity,
  prohibited,
  allergy,
  doseOverMax,
  interaction,
  duplicate,
  condition,
  pregnancy,
  age,
  supply,
  quantity,
  drugCount,
  notCarried,
  signature,
  imageSeenBefore,
];
