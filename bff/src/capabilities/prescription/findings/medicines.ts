import { MEASURE, lines, perDay, type Found, type Rule } from './case.ts';

export const quantity: Rule = {
  code: 'quantity',
  source: `${MEASURE}第十九条`,
  check: (it) =>
    lines(it).flatMap(({ item, drug }): Found[] => {
      const needed = perDay(item) * item.days;
      // Drugs are sold by the pack, so up to one pack may be left over.
      const allowed = Math.max(needed * 1.2, needed + (drug?.packUnits ?? 0));
      return needed > 0 && item.quantity > allowed
        ? [
            {
              severity: 'warn',
              text: `${item.genericName}：总量 ${item.quantity}${item.unit}，按用法 ${item.days} 天只需 ${needed}${item.unit}`,
            },
          ]
        : [];
    }),
};

export const duplicate: Rule = {
  code: 'duplicate_ingredient',
  source: `${MEASURE}第三十五条（重复给药）`,
  check(it) {
    const seen = new Map<string, string>();
    const found: Found[] = [];
    for (const { item, drug } of lines(it))
      for (const inn of drug?.inns ?? []) {
        const other = seen.get(inn);
        if (other !== undefined)
          found.push({ severity: 'warn', text: `${item.genericName} 与 ${other} 含同一成分 ${inn}` });
        else if (it.facts?.medicines.some((medicine) => medicine.toLowerCase() === inn))
          found.push({ severity: 'warn', text: `${item.genericName}：患者已在服用同一成分 ${inn}` });
        seen.set(inn, item.genericName);
      }
    return found;
  },
};

export const interaction: Rule = {
  code: 'interaction',
  source: '相互作用表',
  check: ({ interactions }) =>
    (interactions?.found ?? []).map(({ inns, severity, text }) => ({
      severity,
      text: `${inns.join(' 与 ')}：${text}`,
      source: interactions!.source,
    })),
};
