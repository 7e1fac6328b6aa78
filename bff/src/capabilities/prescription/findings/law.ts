import { MOST_DRUGS, daysLeft } from '@xinglin/shared/prescription/rules';
import { DAY_MS, shanghaiDate } from '@xinglin/shared/kernel/time';
import { MEASURE, lines, type Found, type Rule } from './case.ts';

export const validity: Rule = {
  code: 'validity',
  source: `${MEASURE}第十八条`,
  check({ issuedAt, validUntil, now }) {
    if (Date.parse(issuedAt) > now.getTime())
      return [{ severity: 'stop', text: '开具时间在将来，处方不可信' }];
    if (Date.parse(validUntil) <= now.getTime()) return [{ severity: 'stop', text: '处方已过有效期' }];
    const days = (Date.parse(shanghaiDate(now)) - Date.parse(shanghaiDate(Date.parse(issuedAt)))) / DAY_MS;
    const today = daysLeft(validUntil, now) === 0 ? '，今天到期' : '';
    // Valid on its day; later only as far as its doctor extended it.
    return days > 0 ? [{ severity: 'info', text: `${days} 天前开具，按医师注明的有效期仍有效${today}` }] : [];
  },
};

export const drugCount: Rule = {
  code: 'drug_count',
  source: `${MEASURE}第六条`,
  check: ({ content: { items } }) =>
    items.length > MOST_DRUGS
      ? [{ severity: 'stop', text: `一张处方有 ${items.length} 种药，不得超过 ${MOST_DRUGS} 种` }]
      : [],
};

export const usedBefore: Rule = {
  code: 'used_before',
  source: '药品网络销售监督管理办法（2022）第九条',
  check: (it) =>
    it.usedBefore ? [{ severity: 'stop', text: '这个处方编号已经用过一次，不能重复使用' }] : [],
};

export const prohibited: Rule = {
  code: 'prohibited',
  source: '药品网络销售禁止清单',
  check: ({ content, prohibited }) =>
    content.items.flatMap(({ genericName }, index): Found[] => {
      const entry = prohibited[index];
      if (!entry) return [];
      const source = `${entry.list}（版本 ${entry.version}）`;
      return [{ severity: 'stop', text: `${genericName}：禁止网络销售（${entry.title}）`, source }];
    }),
};

export const notCarried: Rule = {
  code: 'not_carried',
  source: '药品目录',
  check: (it) =>
    lines(it)
      .filter(({ drug }) => drug === null)
      .map(({ item }) => ({
        severity: 'info',
        text: `${item.genericName} ${item.strength}：目录中没有同名同规格的药品，不能在此购买`,
      })),
};

export const signature: Rule = {
  code: 'signature',
  source: '处方流转平台',
  check({ content: { signature: it } }) {
    // On paper there is none: what is not covered says so.
    if (!it) return [];
    const verified: boolean = it.verified;
    return [
      verified
        ? { severity: 'info', text: `医师电子签名已验证（${it.alg}，证书尾号 ${it.certSerial.slice(-6)}）` }
        : { severity: 'stop', text: '医师电子签名没有通过验证' },
    ];
  },
};
