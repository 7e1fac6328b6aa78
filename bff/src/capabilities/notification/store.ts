import type { MessageKind, SubscribeTemplate } from '@xinglin/shared/notification/contract';
import type { Instant } from '@xinglin/shared/kernel/time';
import type { Tx } from '../../kernel/database.ts';
import { column, entity, nullable } from '../../kernel/entity.ts';

/** One message of an inbox; its id is that of the event it tells of, so an event makes one message. */
export type MessageRow = {
  id: string;
  personId: string;
  kind: MessageKind;
  title: string;
  body: string;
  path: string;
  at: Instant;
  readAt: Instant | null;
};

export const messageTable = entity<MessageRow>(
  'message',
  {
    id: column.id(),
    personId: column.id(),
    kind: column.string(24),
    title: column.string(40),
    body: column.string(300, 'health'),
    path: column.string(200),
    at: column.instant(),
    readAt: nullable(column.instant()),
  },
  {
    index: [
      ['personId', 'at'],
      ['personId', 'readAt'],
    ],
  },
);

export type CreditRow = { personId: string; template: SubscribeTemplate; credits: number };
export const creditTable = entity<CreditRow>(
  'subscribe_credit',
  { personId: column.id(), template: column.string(32), credits: column.int() },
  { key: ['personId', 'template'] },
);

/** Reads and writes messages and credits inside `tx`. Holds no rules. */
export function notificationStore(tx: Tx) {
  return {
    has: (id: string) => tx.existsBy(messageTable, { id }),
    insert: (row: MessageRow) => tx.insert(messageTable, row),
    async page(personId: string, page: number, pageSize: number) {
      const [items, total] = await tx.findAndCount(messageTable, {
        where: { personId },
        order: { at: 'DESC', id: 'DESC' },
        skip: (page - 1) * pageSize,
        take: pageSize,
      });
      return { items, total };
    },
    unread: (personId: string) =>
      tx
        .createQueryBuilder(messageTable, 'm')
        .where('m.personId = :personId AND m.readAt IS NULL', { personId })
        .getCount(),
    async markRead(personId: string, id: string, readAt: Instant): Promise<boolean> {
      const { affected } = await tx
        .createQueryBuilder()
        .update(messageTable)
        .set({ readAt: () => 'COALESCE(readAt, :readAt)' })
        .setParameter('readAt', readAt)
        .where('id = :id AND personId = :personId', { id, personId })
        .execute();
      return affected === 1;
    },
    credits: (personId: string) => tx.findBy(creditTable, { personId }),
    credit: (personId: string, template: SubscribeTemplate) =>
      tx.findOneBy(creditTable, { personId, template }),
    insertCredit: (row: CreditRow) => tx.insert(creditTable, row),
    /** False when the person has no row yet. */
    async addCredit(personId: string, template: SubscribeTemplate, by: 1 | -1): Promise<boolean> {
      const { affected } = await tx
        .createQueryBuilder()
        .update(creditTable)
        .set({ credits: () => `credits ${by > 0 ? '+ 1' : '- 1'}` })
        .where('personId = :personId AND template = :template AND credits >= :least', {
          personId,
          template,
          least: by > 0 ? 0 : 1,
        })
        .execute();
      return affected === 1;
    },
    emptyCredit: (personId: string, template: SubscribeTemplate) =>
      tx.update(creditTable, { personId, template }, { credits: 0 }),
  };
}
