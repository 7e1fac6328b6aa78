import { expect, it } from 'vitest';
import { daysLeftText, taskText } from './words.ts';

it('a licence that has ended, or ends within a week, is urgent; within the month it is a warning', () => {
  expect(daysLeftText(-3)).toEqual({ tone: 'bad', words: '已过期 3 天' });
  expect(daysLeftText(0)).toEqual({ tone: 'bad', words: '今天到期' });
  expect(daysLeftText(7)).toEqual({ tone: 'bad', words: '还有 7 天' });
  expect(daysLeftText(8)).toEqual({ tone: 'waiting', words: '还有 8 天' });
});

it('a task that failed says in a word whose it is', () => {
  const names = ['payment: carry the refund on', 'health-record: dispense', 'prescription.tell', 'x: y'];
  expect(names.map(taskText)).toEqual(['资金', '健康档案', '处方', '其他']);
});
