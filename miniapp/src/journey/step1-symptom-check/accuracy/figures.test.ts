import { expect, it } from 'vitest';
import { percentText, rangeText } from './figures.ts';

it('says a share with its interval, and no figure where nothing was counted', () => {
  const share = { of: 58, hit: 48, share: 48 / 58, low: 0.711, high: 0.904 };
  expect([percentText(share), rangeText(share)]).toEqual(['82.8%', '95% 区间 71–90%']);
  const none = { of: 0, hit: 0, share: 0, low: 0, high: 1 };
  expect([percentText(none), rangeText(none)]).toEqual(['没有数据', '']);
});
