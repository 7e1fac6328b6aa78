import { addColumns } from '../kernel/migration.ts';

export const migration = addColumns('NoCodeReason1795305600037', 'receipt', [
  { name: 'noCodeReason', type: 'string', length: 16, nullable: true },
]);
