import { addColumns, createTables, type Migration } from '../kernel/migration.ts';

const head = createTables('', [
  {
    name: 'audit_head',
    columns: [
      { name: 'id', type: 'int', key: true },
      { name: 'seq', type: 'int' },
      { name: 'hash', type: 'string', length: 64 },
      { name: 'unchained', type: 'int' },
    ],
  },
]);
const links = addColumns(
  '',
  'audit',
  [
    { name: 'seq', type: 'int', nullable: true },
    { name: 'hash', type: 'string', length: 64, nullable: true },
  ],
  [{ name: 'uq_audit_seq', columns: ['seq'], unique: true }],
);

export const migration: Migration = {
  name: 'AuditChain1795305600032',
  async up(runner, dialect) {
    await head.up(runner, dialect);
    await links.up(runner, dialect);
    const [{ n }] = (await runner.query('SELECT COUNT(*) AS n FROM audit')) as [{ n: number | string }];
    await runner.query('INSERT INTO audit_head (id, seq, hash, unchained) VALUES (1, 0, ?, ?)', [
      '0'.repeat(64),
      Number(n),
    ]);
  },
};
