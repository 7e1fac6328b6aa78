import { auditTable, type AuditRow } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';

export type AuditFilter = {
  action?: string;
  subject?: string;
  actorId?: string;
  page: number;
  pageSize: number;
};

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
      if (action) query.andWhere('a.action LIKE :action', { action: `${action.replace(/[%_]/g, '')}%` });
      if (subject) query.andWhere('a.subject = :subject', { subject });
      if (actorId) query.andWhere('a.actorId = :actorId', { actorId });
      const [items, total] = await query
        .skip((page - 1) * pageSize)
        .take(pageSize)
        .getManyAndCount();
      return { items, total };
    },
  };
}
