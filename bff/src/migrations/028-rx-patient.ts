import { TableColumn as Column } from 'typeorm';
import { createTables, type Migration } from '../kernel/migration.ts';

const id = (name: string) => ({ name, type: 'string' as const, length: 36 });
const at = (name: string) => ({ name, type: 'string' as const, length: 24 });

const tables = createTables('', [
  {
    name: 'person',
    columns: [
      { ...id('id'), key: true },
      id('accountId'),
      { name: 'relation', type: 'string', length: 16 },
      { name: 'facts', type: 'text' },
      { name: 'idIndex', type: 'string', length: 32, nullable: true },
      { ...id('selfOf'), nullable: true },
      { ...at('guardianConsentAt'), nullable: true },
      { name: 'guardianPolicy', type: 'string', length: 16, nullable: true },
      { name: 'version', type: 'int' },
      at('createdAt'),
      { ...at('removedAt'), nullable: true },
    ],
    indices: [
      { name: 'uq_person_accountId_idIndex', columns: ['accountId', 'idIndex'], unique: true },
      { name: 'uq_person_selfOf', columns: ['selfOf'], unique: true },
    ],
  },
  {
    name: 'prescription_image',
    columns: [
      { ...id('id'), key: true },
      id('ownerId'),
      { ...id('prescriptionId'), nullable: true },
      { name: 'place', type: 'int' },
      { name: 'objectKey', type: 'string', length: 64 },
      { name: 'bytes', type: 'int' },
      { name: 'width', type: 'int' },
      { name: 'height', type: 'int' },
      { name: 'sha256', type: 'string', length: 64 },
      { name: 'dHash', type: 'string', length: 16 },
      { name: 'thumb', type: 'string', length: 344 },
      at('createdAt'),
    ],
    indices: [
      { name: 'ix_prescription_image_prescriptionId_place', columns: ['prescriptionId', 'place'] },
      { name: 'ix_prescription_image_sha256', columns: ['sha256'] },
      { name: 'ix_prescription_image_ownerId_createdAt', columns: ['ownerId', 'createdAt'] },
    ],
  },
  {
    name: 'prescription_image_band',
    columns: [
      { ...id('imageId'), key: true },
      { name: 'band', type: 'string', length: 4, key: true },
    ],
    indices: [{ name: 'ix_prescription_image_band_band', columns: ['band'] }],
  },
]);

/** How it came, for whom, and until when it is kept. */
const prescriptionColumns = [
  new Column({ name: 'source', type: 'varchar', length: '16', default: "'platform'" }),
  new Column({ name: 'personId', type: 'varchar', length: '36', isNullable: true }),
  new Column({
    name: 'retentionUntil',
    type: 'varchar',
    length: '24',
    default: "'9999-12-31T00:00:00.000Z'",
  }),
];

export const migration: Migration = {
  name: 'RxPatient1795305600028',
  async up(runner, dialect) {
    await tables.up(runner, dialect);
    await runner.addColumns('prescription', prescriptionColumns);
  },
};
