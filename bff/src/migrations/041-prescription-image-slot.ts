import { addColumns } from '../kernel/migration.ts';

/** A place among those its owner has not handed in; pictures of before have none and are gone within a day. */
export const migration = addColumns(
  'PrescriptionImageSlot1795305600041',
  'prescription_image',
  [{ name: 'slot', type: 'int', nullable: true }],
  [{ name: 'uq_prescription_image_ownerId_slot', columns: ['ownerId', 'slot'], unique: true }],
);
