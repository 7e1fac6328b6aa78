import type { Finding } from '@xinglin/shared/prescription/review-contract';
import { doseNotCovered } from './dose.ts';
import { unread, type Case } from './case.ts';
import { RULES, RULES_VERSION } from './rules.ts';

export type Examination = {
  findings: Finding[];
  notCovered: string[];
  rulesVersion: string;
  rulesRun: number;
};

const RANK = { stop: 0, warn: 1, info: 2 };

/** Runs every rule, worst first, and says what none of them could look at. */
export function examine(it: Case): Examination {
  const findings = RULES.flatMap(({ code, source, version = RULES_VERSION, check }) =>
    check(it).map((found): Finding => ({ code, source, version, ...found })),
  ).sort((a, b) => RANK[a.severity] - RANK[b.severity]);
  return {
    findings,
    notCovered: notCovered(it),
    rulesVersion: `${RULES_VERSION}（${RULES.length} 条）`,
    rulesRun: RULES.length,
  };
}

function notCovered(it: Case): string[] {
  const { content, drugs, facts, interactions } = it;
  const missing = content.items.filter((_, index) => !drugs[index]).map(({ genericName }) => genericName);
  return [
    ...(unread(it) ? ['照片还没有录入：医师、诊断、药品和用法都没有核对'] : []),
    ...(content.signature ? [] : ['纸质处方没有电子签名，系统没有核对：请看照片核对医师签章和医院名称']),
    ...(facts ? [] : ['患者没有授权查看，或没有填写健康档案：过敏史、疾病史、正在用的药都没有核对']),
    ...(facts && facts.allergies.length === 0 ? ['健康档案没有填写过敏史，不等于没有过敏'] : []),
    ...(interactions ? [] : ['没有可用的相互作用数据：药物相互作用没有核对']),
    ...(interactions && interactions.unknown.length > 0
      ? [`相互作用表没有收录：${interactions.unknown.join('、')}`]
      : []),
    ...(missing.length > 0 ? [`不在目录中，成分与剂量没有核对：${missing.join('、')}`] : []),
    ...doseNotCovered(it),
    ...(facts && content.patient.sex === 'female' && facts.pregnant === null
      ? ['健康档案没有填写是否妊娠，没有核对']
      : []),
    '肝肾功能的化验指标、皮试结果、开方医师的执业资格，系统不核对',
  ];
}
