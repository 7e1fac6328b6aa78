import { conditionText } from '@xinglin/shared/health-record/contract';
import type { Item } from '../content.ts';
import type { CatalogueDrug } from '../ports.ts';
import { ALLERGY_GROUPS, ALLERGY_SOURCE, CROSS_REACTIONS } from './allergy-groups.ts';
import { lines, type Case, type Found, type Rule } from './case.ts';

export const allergy: Rule = {
  code: 'allergy',
  source: `健康档案过敏史；${ALLERGY_SOURCE}`,
  check: (it) =>
    lines(it).flatMap(({ item, drug }) =>
      (it.facts?.allergies ?? []).flatMap((said) => allergyOf(said, item, drug)),
    ),
};

function allergyOf(said: string, { genericName }: Item, drug: CatalogueDrug | null): Found[] {
  const inns = drug?.inns ?? [];
  const named = genericName.includes(said) || inns.includes(said.toLowerCase());
  const groupsOfDrug = ALLERGY_GROUPS.filter(
    (g) => g.said.test(genericName) || inns.some((inn) => g.inn.test(inn)),
  );
  const groupsSaid = ALLERGY_GROUPS.filter((g) => g.said.test(said));
  const shared = groupsOfDrug.find((g) => groupsSaid.includes(g));
  if (named || shared)
    return [
      {
        severity: 'stop',
        text: `${genericName}：患者自述对${said}过敏${shared ? `（同属${shared.name}）` : ''}`,
      },
    ];
  const crossed = CROSS_REACTIONS.find((pair) =>
    groupsOfDrug.some((d) => groupsSaid.some((s) => pair.includes(d.name) && pair.includes(s.name))),
  );
  return crossed ? [{ severity: 'warn', text: `${genericName}：患者自述对${said}过敏，可能交叉过敏` }] : [];
}

const ORGANS = ['kidney_impairment', 'liver_impairment'];

const conditionFound = (it: Case, wanted: (code: string) => boolean): Found[] =>
  lines(it).flatMap(({ item, drug }) =>
    (drug?.avoidConditions ?? [])
      .filter((code) => wanted(code) && it.facts?.conditions.includes(code))
      .map((code): Found => ({
        severity: 'warn',
        text: `${item.genericName}：患者有${conditionText[code] ?? code}`,
        source: `说明书：${drug!.source}`,
      })),
  );

export const condition: Rule = {
  code: 'condition',
  source: '药品说明书（禁忌与慎用）',
  check: (it) => conditionFound(it, (code) => !ORGANS.includes(code)),
};

export const kidneyLiver: Rule = {
  code: 'kidney_liver',
  source: '药品说明书（肝肾功能不全者用药）',
  check: (it) => conditionFound(it, (code) => ORGANS.includes(code)),
};

export const pregnancy: Rule = {
  code: 'pregnancy',
  source: '药品说明书（孕妇及哺乳期妇女用药）',
  check: (it) =>
    lines(it).flatMap(({ item, drug }): Found[] => [
      ...(it.facts?.pregnant ? unsuited(item, drug?.pregnancy, '妊娠期') : []),
      ...(it.facts?.breastfeeding ? unsuited(item, drug?.lactation, '哺乳期') : []),
    ]),
};

function unsuited(
  { genericName }: Item,
  suits: CatalogueDrug['pregnancy'] | undefined,
  when: string,
): Found[] {
  if (suits === 'avoid') return [{ severity: 'stop', text: `${genericName}：${when}不宜使用` }];
  return suits === 'ok' ? [] : [{ severity: 'warn', text: `${genericName}：${when}慎用或缺少资料` }];
}

export const age: Rule = {
  code: 'age',
  source: '药品说明书；互联网诊疗管理办法（6 岁以下须监护人陪同）',
  check: (it) => [
    ...(it.ageMonths < 72 ? [{ severity: 'info' as const, text: '患者不满 6 岁，请确认监护人在场' }] : []),
    ...lines(it)
      .filter(({ drug }) => drug !== null && it.ageMonths < drug.minAgeMonths)
      .map(({ item, drug }): Found => ({
        severity: 'warn',
        text: `${item.genericName}：目录最小年龄 ${Math.floor(drug!.minAgeMonths / 12)} 岁，患者更小`,
      })),
  ],
};
