import type { IdNumberFacts } from '@xinglin/shared/identity/id-number';
import { personProblem, type Relation } from '@xinglin/shared/identity/person';
import type { Instant } from '@xinglin/shared/kernel/time';
import { IsNull, Not } from 'typeorm';
import type { FieldCrypto } from '../../../kernel/crypto.ts';
import { onDuplicate, type Tx } from '../../../kernel/database.ts';
import { column, entity, nullable } from '../../../kernel/entity.ts';

/** Who somebody is by law, stored encrypted as a whole. */
export type PersonFacts = IdNumberFacts & { name: string; idNo: string };

export type PersonRow = {
  id: string;
  accountId: string;
  relation: Relation;
  facts: string;
  /** Finds the same person in the same account; null once removed, so that they may be added again. */
  idIndex: string | null;
  /** The account, on the one row that is its holder; null on all others. */
  selfOf: string | null;
  guardianConsentAt: Instant | null;
  guardianPolicy: string | null;
  version: number;
  createdAt: Instant;
  /** Set only where prescriptions handed in for them are kept by law; else the row is gone. */
  removedAt: Instant | null;
};

export const personTable = entity<PersonRow>(
  'person',
  {
    id: column.id(),
    accountId: column.id(),
    relation: column.string(16, 'personal'),
    facts: column.text('personal'),
    idIndex: nullable(column.string(32, 'secret')),
    selfOf: nullable(column.id()),
    guardianConsentAt: nullable(column.instant()),
    guardianPolicy: nullable(column.string(16)),
    version: column.int(),
    createdAt: column.instant(),
    removedAt: nullable(column.instant()),
  },
  { unique: [['accountId', 'idIndex'], ['selfOf']] },
);

const place = (row: string) => ({ table: 'person', column: 'facts', row });
export const sealedFacts = (crypto: FieldCrypto) => ({
  seal: (id: string, facts: PersonFacts) => crypto.encrypt(JSON.stringify(facts), place(id)),
  factsOf: ({ id, facts }: PersonRow) => JSON.parse(crypto.decrypt(facts, place(id))) as PersonFacts,
});

/** Which of the two unique keys refused is told by asking who is there. */
const taken = (row: Pick<PersonRow, 'selfOf'>) => () =>
  personProblem(row.selfOf ? 'PERSON_SELF_ALREADY_ADDED' : 'PERSON_ALREADY_ADDED');

/** Reads and writes persons inside `tx`. Holds no rules. */
export const personStore = (tx: Tx) => ({
  insert: (row: PersonRow) => tx.insert(personTable, row).catch(onDuplicate(taken(row))),
  ofAccount: (accountId: string) =>
    tx.find(personTable, {
      where: { accountId, removedAt: IsNull() },
      order: { createdAt: 'ASC', id: 'ASC' },
    }),
  async get(accountId: string, id: string): Promise<PersonRow> {
    const row = await tx.findOneBy(personTable, { id, accountId, removedAt: IsNull() });
    if (!row) throw personProblem('PERSON_NOT_FOUND');
    return row;
  },
  /** False when somebody else changed the row since it was read. */
  async update(read: PersonRow, changes: Partial<PersonRow>): Promise<boolean> {
    const { affected } = await tx
      .createQueryBuilder()
      .update(personTable)
      .set({ ...changes, version: read.version + 1 })
      .where('id = :id AND version = :version AND removedAt IS NULL', { id: read.id, version: read.version })
      .execute()
      .catch(onDuplicate(taken({ selfOf: changes.selfOf ?? null })));
    return affected === 1;
  },
  /** False once removed. Whoever read the row before, to change or remove it, finds it changed. */
  async hold(accountId: string, id: string): Promise<boolean> {
    const { affected } = await tx
      .createQueryBuilder()
      .update(personTable)
      .set({ version: () => 'version + 1' })
      .where('id = :id AND accountId = :accountId AND removedAt IS NULL', { id, accountId })
      .execute();
    return affected === 1;
  },
  /** False when somebody else changed the row since it was read. */
  async erase({ id, version }: PersonRow): Promise<boolean> {
    const { affected } = await tx.delete(personTable, { id, version, removedAt: IsNull() });
    return affected === 1;
  },
  eraseRemoved: (id: string) => tx.delete(personTable, { id, removedAt: Not(IsNull()) }),
});
