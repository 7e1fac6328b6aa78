import { In, MoreThan } from 'typeorm';
import { problem } from '@xinglin/shared/kernel/problem';
import type { Instant } from '@xinglin/shared/kernel/time';
import type { EpisodeStatus } from '@xinglin/shared/triage/contract';
import type { Tx } from '../../kernel/database.ts';
import { column, entity } from '../../kernel/entity.ts';

/** `sealed`: all that was told and answered, encrypted and bound to this row. `version` counts the writes. */
export type EpisodeRow = {
  id: string;
  patientId: string;
  status: EpisodeStatus;
  sealed: string;
  kept: boolean;
  version: number;
  createdAt: Instant;
  expiresAt: Instant;
};

export const episodeTable = entity<EpisodeRow>(
  'triage_episode',
  {
    id: column.id(),
    patientId: column.id('personal'),
    status: column.string(16),
    sealed: column.text('health'),
    kept: column.flag(),
    version: column.int(),
    createdAt: column.instant(),
    expiresAt: column.instant(),
  },
  { index: [['patientId', 'status', 'createdAt']] },
);

/** Reads and writes episodes inside `tx`. Holds no rules. */
export function episodeStore(tx: Tx) {
  return {
    insert: (row: EpisodeRow) => tx.insert(episodeTable, row),

    /** Writes unless somebody else did meanwhile. */
    async update(row: EpisodeRow): Promise<EpisodeRow> {
      const next = { ...row, version: row.version + 1 };
      const { affected } = await tx.update(episodeTable, { id: row.id, version: row.version }, next);
      if (affected !== 1) throw problem('CHANGED_MEANWHILE', { id: row.id });
      return next;
    },

    /** Of this person, and not yet forgotten; another's is not found. */
    async ofPatient(id: string, patientId: string, at: Instant): Promise<EpisodeRow> {
      const row = await tx.findOneBy(episodeTable, { id, patientId });
      if (!row || (!row.kept && row.expiresAt <= at)) throw problem('NOT_FOUND', { id });
      return row;
    },

    find: (id: string) => tx.findOneBy(episodeTable, { id }),

    open: (patientId: string, at: Instant): Promise<EpisodeRow[]> =>
      tx.find(episodeTable, {
        where: { patientId, status: In(['asking']), expiresAt: MoreThan(at) },
        order: { createdAt: 'DESC', id: 'DESC' },
      }),

    /** The newest result since then, unless forgotten. */
    async lastConcluded(patientId: string, since: Instant, at: Instant): Promise<EpisodeRow | undefined> {
      const rows = await tx.find(episodeTable, {
        where: { patientId, status: 'concluded', createdAt: MoreThan(since) },
        order: { createdAt: 'DESC', id: 'DESC' },
      });
      return rows.find(({ kept, expiresAt }) => kept || expiresAt > at);
    },

    async forget(id: string): Promise<void> {
      await tx.delete(episodeTable, { id, kept: false });
    },
  };
}
