import { clinicTable, type ClinicRow } from './store.ts';
import { cell, upsertRows, type Importer } from '../../kernel/import/importer.ts';
import type { Clinic, Deps } from './ports.ts';
import type { Tx } from '../../kernel/database.ts';

const columns = {
  code: cell.code(),
  name: cell.text(60),
  address: cell.text(120),
  lng: cell.decimal(73, 136),
  lat: cell.decimal(3, 54),
  phone: cell.text(32),
  opens: cell.timeOfDay(),
  closes: cell.timeOfDay(),
  tests: cell.list(cell.text(24), 20),
  paid_placement: cell.flag(),
  source: cell.optionalText(200),
  review_state: cell.optionalText(20),
};
type Row = {
  code: string;
  name: string;
  address: string;
  lng: number;
  lat: number;
  phone: string;
  opens: string;
  closes: string;
  tests: string[];
  paid_placement: boolean;
  source: string;
  review_state: string;
};

/** `clinics.csv`: partner clinics and laboratories, known by their code. */
export const clinicImporter = ({ newId }: Pick<Deps, 'newId'>): Importer<Row> => ({
  name: 'clinics',
  title: '检测机构',
  columns,
  optional: ['source', 'review_state'],
  key: ({ code }) => code,
  apply: (tx, rows) =>
    upsertRows(tx, {
      table: clinicTable,
      key: ['code'],
      rows: rows.map(({ paid_placement, review_state, ...row }) => ({
        ...row,
        paidPlacement: paid_placement,
        reviewState: review_state,
      })),
      create: () => ({ id: newId() }),
      label: ({ code, name }) => `${code} ${name}`,
    }),
});

export const clinicsOf = async (tx: Tx): Promise<Clinic[]> =>
  (await tx.find(clinicTable)).map(({ name, address, phone, lng, lat, tests, paidPlacement }: ClinicRow) => ({
    name,
    address,
    phone,
    point: { lng, lat },
    tests,
    paidPlacement,
  }));
