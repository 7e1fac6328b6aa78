import { unread, type Found, type Rule } from './case.ts';

const CHILD_MONTHS = 72;

/** Who wrote it, where, and whether their department fits the person. Their licence itself is not in the data, which is said aloud. */
export const prescriber: Rule = {
  code: 'prescriber',
  source: '处方管理办法（2007）第六条；互联网诊疗管理办法（试行）2018',
  check(it) {
    if (unread(it)) return [];
    const { content, ageMonths } = it;
    const { name, department, institution } = content.prescriber;
    const missing = [
      ...(name.trim() ? [] : ['医师姓名']),
      ...(department.trim() ? [] : ['科室']),
      ...(institution.trim() ? [] : ['医疗机构']),
    ];
    const found: Found[] = [];
    if (missing.length > 0) found.push({ severity: 'stop', text: `处方没有写明${missing.join('、')}` });
    if (ageMonths < CHILD_MONTHS && department && !/儿/.test(department))
      found.push({ severity: 'warn', text: `患者不满 6 岁，开方科室是${department}，应由儿科医师开具` });
    if (content.patient.sex === 'male' && /妇|产/.test(department))
      found.push({ severity: 'warn', text: `患者为男性，开方科室是${department}` });
    return found;
  },
};
