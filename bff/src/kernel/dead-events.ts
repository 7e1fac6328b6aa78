import type { Instant } from '@xinglin/shared/kernel/time';
import { isDuplicate, type Tx } from './database.ts';
import { column, entity, nullable } from './entity.ts';
import { outboxDoneTable, outboxTable, type OutboxRow } from './outbox.ts';

/** Somebody asks to give up on an event; it is given up once a second person agreed. `reason` is encrypted. */
export type EventDropRow = {
  eventId: string;
  askedBy: string;
  askedAt: Instant;
  reason: string;
  droppedBy: string | null;
  droppedAt: Instant | null;
};
export const eventDropTable = entity<EventDropRow>(
  'event_drop',
  {
    eventId: column.id(),
    askedBy: column.id(),
    askedAt: column.instant(),
    reason: column.text('personal'),
    droppedBy: nullable(column.id()),
    droppedAt: nullable(column.instant()),
  },
  { key: ['eventId'] },
);

export type DeadState = 'dead' | 'failing' | 'dropped';
/** Tries after which somebody should look though it is still tried: about half an hour. */
const WORRYING = 12;
const NOT_DROPPED = 'd.droppedAt IS NULL';
const WHERE: Record<DeadState, string> = {
  dead: `o.doneAt IS NULL AND o.deadAt IS NOT NULL AND ${NOT_DROPPED}`,
  failing: `o.doneAt IS NULL AND o.deadAt IS NULL AND o.attempts >= ${WORRYING} AND ${NOT_DROPPED}`,
  dropped: 'o.doneAt IS NULL AND d.droppedAt IS NOT NULL',
};
const inState = (tx: Tx, state: DeadState) =>
  tx
    .createQueryBuilder(outboxTable, 'o')
    .leftJoin(eventDropTable.options.name, 'd', 'd.eventId = o.id')
    .where(WHERE[state]);

/** What nobody will do by itself any more; the figure a deployment raises an alarm on. */
export const countDead = (tx: Tx): Promise<number> => inState(tx, 'dead').getCount();

/** Events whose reactions failed for good, or keep failing, inside `tx`. */
export const deadEvents = (tx: Tx) => ({
  async page(state: DeadState, skip: number, take: number): Promise<[OutboxRow[], number]> {
    const query = inState(tx, state);
    const rows = await query
      .clone()
      .orderBy('o.dueAt', 'DESC')
      .addOrderBy('o.id')
      .skip(skip)
      .take(take)
      .getMany();
    return [rows, await query.getCount()];
  },
  find: (id: string) => tx.findOneBy(outboxTable, { id }),
  dropOf: (eventId: string) => tx.findOneBy(eventDropTable, { eventId }),
  async doneOf(eventId: string): Promise<string[]> {
    return (await tx.findBy(outboxDoneTable, { eventId })).map(({ reaction }) => reaction);
  },
  /** Tried again from the beginning, at once; false when it is done, or was given up. */
  async revive(id: string, dueAt: Instant): Promise<boolean> {
    await tx
      .createQueryBuilder()
      .delete()
      .from(eventDropTable)
      .where('eventId = :id AND droppedAt IS NULL', { id })
      .execute();
    const given = await tx.existsBy(eventDropTable, { eventId: id });
    if (given) return false;
    const { affected } = await tx
      .createQueryBuilder()
      .update(outboxTable)
      .set({ deadAt: null, dueAt, attempts: 0, leaseUntil: null })
      .where('id = :id AND doneAt IS NULL AND (deadAt IS NOT NULL OR attempts >= :worrying)', {
        id,
        worrying: WORRYING,
      })
      .execute();
    return affected === 1;
  },
  /** False when somebody asked already. */
  askDrop: (row: EventDropRow): Promise<boolean> =>
    tx.insert(eventDropTable, row).then(
      () => true,
      (error: unknown) => {
        if (isDuplicate(error)) return false;
        throw error;
      },
    ),
  /** By another person than who asked, and once. */
  async drop(eventId: string, droppedBy: string, droppedAt: Instant): Promise<boolean> {
    const { affected } = await tx
      .createQueryBuilder()
      .update(eventDropTable)
      .set({ droppedBy, droppedAt })
      .where('eventId = :eventId AND droppedAt IS NULL AND askedBy <> :droppedBy', { eventId, droppedBy })
      .execute();
    return affected === 1;
  },
});
