import { toInstant } from '@xinglin/shared/kernel/time';
import type { getCurrentEpisode, getEpisode as contract } from '@xinglin/shared/triage/contract';
import type { Handler } from '../../kernel/http.ts';
import { checkRegimen, nameOf } from './engine/interactions.ts';
import { knowledge, type Severity } from './engine/knowledge.ts';
import type { Deps } from './ports.ts';
import { present } from './present.ts';
import { sealer } from './seal.ts';
import { episodeStore } from './store.ts';

export function getEpisode({ db, crypto, now }: Deps): Handler<typeof contract> {
  const { open } = sealer(crypto);
  return async (patient, { id }) => {
    const row = await episodeStore(db.read).ofPatient(id, patient.id, toInstant(now()));
    return present(row, open(row));
  };
}

/** The visit to go on with, within 24 hours. */
export function currentEpisode({ db, crypto, now }: Deps): Handler<typeof getCurrentEpisode> {
  const { open } = sealer(crypto);
  return async (patient) => {
    const [row] = await episodeStore(db.read).open(patient.id, toInstant(now()));
    return { episode: row ? present(row, open(row)) : null };
  };
}

/** For the home screen: what was left unfinished. */
export function openEpisode({ db, crypto, now }: Deps) {
  const { open } = sealer(crypto);
  return async (patientId: string): Promise<{ id: string; text: string; createdAt: string } | null> => {
    const [row] = await episodeStore(db.read).open(patientId, toInstant(now()));
    return row ? { id: row.id, text: open(row).told.text, createdAt: row.createdAt } : null;
  };
}

/** For the health record: a result in words, once the person agreed to keep it; else null. */
export function summaryOf({ db, crypto }: Deps) {
  const { open } = sealer(crypto);
  return async (episodeId: string): Promise<{ urgency: string; text: string } | null> => {
    const row = await episodeStore(db.read).find(episodeId);
    const result = row?.kept ? open(row).view.result : null;
    if (!row || !result) return null;
    const likely = result.conditions.slice(0, 3).map(({ name }) => name);
    return {
      urgency: result.title,
      text: [
        `描述：${open(row).told.text}`,
        ...(likely.length > 0 ? [`可能：${likely.join('、')}（不是诊断）`] : []),
        `依据：${result.reasons.join('；')}`,
        `知识版本 ${result.knowledgeVersion}`,
      ].join('\n'),
    };
  };
}

const AS_TOLD: Record<Severity, 'stop' | 'warn' | 'info'> = {
  contraindicated: 'stop',
  major: 'warn',
  moderate: 'warn',
  minor: 'info',
};

/** What the interaction table says of these medicines (INN) taken together, and which of them it does not know. */
export async function interactions(inns: string[]) {
  const know = knowledge();
  const { findings, notCovered, version } = checkRegimen([...new Set(inns)], know);
  return {
    source: `相互作用表 ${version}（${know.interactions.size} 对，未经药师审定）`,
    found: findings.map(({ a, b, severity, mechanism, source }) => ({
      inns: [a, b] as [string, string],
      severity: AS_TOLD[severity],
      text: `${nameOf(a, know)}与${nameOf(b, know)}：${mechanism}（${source}）`,
    })),
    unknown: notCovered,
  };
}
