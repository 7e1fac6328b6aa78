import { In } from 'typeorm';
import { auditTable, type AuditRow } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';

export type AuditFilter = {
  action?: string;
  subject?: string;
  actorId?: string;
  page: number;
  pageSize: number;
};

const MOST_STEPS = 2_000;

/** Reads the audit trail; there is nothing here that writes it. */
export function auditReader(tx: Tx) {
  return {
    async page({
      action,
      subject,
      actorId,
      page,
      pageSize,
    }: AuditFilter): Promise<{ items: AuditRow[]; total: number }> {
      const query = tx.createQueryBuilder(auditTable, 'a').orderBy('a.id', 'DESC');
      // Names of actions have underscores in them, which LIKE takes for any letter.
      if (action)
        query.andWhere("a.action LIKE :action ESCAPE '!'", {
          action: `${action.replace(/[!%_]/g, '!$&')}%`,
        });
      if (subject) query.andWhere('a.subject = :subject', { subject });
      if (actorId) query.andWhere('a.actorId = :actorId', { actorId });
      const [items, total] = await query
        .skip((page - 1) * pageSize)
        .take(pageSize)
        .getManyAndCount();
      return { items, total };
    },
    /** Everything that happened to these things, in the order it happened. */
    about: (subjects: string[]): Promise<AuditRow[]> =>
      tx.find(auditTable, { where: { subject: In(subjects) }, order: { id: 'ASC' }, take: MOST_STEPS }),
  };
}
