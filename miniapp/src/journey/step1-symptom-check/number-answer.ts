import type { Question } from '@xinglin/shared/triage/contract';

/** What is wrong with a number as typed, as a sentence; null when it can be sent. */
export function numberFault(text: string, range: Question['range']): string | null {
  const value = Number(text.trim());
  if (text.trim() === '' || !Number.isFinite(value)) return '请填一个数字';
  if (!range) return null;
  if (value < range.min || value > range.max) return `请填 ${range.min} 到 ${range.max} 之间的数字`;
  if (Number.isInteger(range.step) && !Number.isInteger(value)) return '请填整数';
  return null;
}
