import type { Migration } from '../kernel/migration.ts';

const COLUMNS = [
  "risk varchar(8) NOT NULL DEFAULT 'low'",
  "rankAt varchar(24) NOT NULL DEFAULT ''",
  "inquiry varchar(8) NOT NULL DEFAULT 'none'",
  'pauseReason varchar(16) NULL',
  'decideSeconds int NULL',
  'floorSeconds int NULL',
  'replacesId varchar(36) NULL',
  'checkedBy varchar(36) NULL',
  'checkedAt varchar(24) NULL',
  'checkNote varchar(100) NULL',
];

/** The pharmacist's desk: risk and place in the queue, open questions, pace of a decision, who checked the dispensing. */
export const migration: Migration = {
  name: 'PrescriptionDesk1795305600030',
  async up(runner, dialect) {
    // `changes_requested` is longer than any state before; SQLite counts no characters.
    if (dialect === 'mysql')
      await runner.query('ALTER TABLE prescription MODIFY status varchar(24) NOT NULL');
    // The columns stand above, in this file.
    for (const column of COLUMNS)
      // eslint-disable-next-line no-restricted-syntax
      await runner.query(`ALTER TABLE prescription ADD COLUMN ${column}`);
    await runner.query('UPDATE prescription SET rankAt = submittedAt');
    await runner.query('CREATE INDEX ix_prescription_status_rankAt_id ON prescription (status, rankAt, id)');
    await runner.query('CREATE INDEX ix_prescription_traceCode ON prescription (traceCode)');
    await runner.query('CREATE UNIQUE INDEX uq_prescription_replacesId ON prescription (replacesId)');
  },
};
