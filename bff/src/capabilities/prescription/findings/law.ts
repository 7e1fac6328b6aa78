import {
  LONGEST_TERM_DAYS,
  LONG_TERM_DAYS,
  MOST_DRUGS,
  ORDINARY_DAYS,
  daysLeft,
} from '@xinglin/shared/prescription/rules';
import { MEASURE, lines, type Found, type Rule } from './case.ts';
import { isChronic } from './chronic.ts';

export const validity: Rule = {
  code: 'validity',
  source: `${MEASURE}第十八条`,
  check({ validUntil, now }) {
    if (Date.parse(validUntil) <= now.getTime()) return [{ severity: 'stop', text: '处方已过有效期' }];
    return daysLeft(validUntil, now) === 0 ? [{ severity: 'info', text: '处方今天到期' }] : [];
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

export const supply: Rule = {
  code: 'supply_days',
  source: `${MEASURE}第十九条；长期处方管理规范（试行）2021`,
  check({ content }) {
    const chronic = content.diagnoses.filter(isChronic);
    return content.items.flatMap((item): Found[] => {
      const { days } = item;
      const text = `${item.genericName}：${days} 天用量`;
      if (days > LONGEST_TERM_DAYS) return [{ severity: 'stop', text: `${text}，超过 12 周` }];
      if (days <= ORDINARY_DAYS) return [];
      if (chronic.length === 0)
        return [{ severity: 'warn', text: `${text}，超过 7 天，诊断中没有需要长期用药的慢性病` }];
      const reason = `慢性病长期处方（${chronic.map(({ name }) => name).join('、')}）`;
      return days <= LONG_TERM_DAYS
        ? [{ severity: 'info', text: `${text}，${reason}` }]
        : [{ severity: 'warn', text: `${text}，超过 4 周，${reason}，请核对延长理由` }];
    });
  },
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
  check: ({ content: { signature: it } }) => [
    it
      ? { severity: 'info', text: `医师电子签名已验证（${it.alg}，证书 ${it.certSerial}）` }
      : { severity: 'warn', text: '纸质处方的照片，没有电子签名：请核对医师签章和医院名称' },
  ],
};
