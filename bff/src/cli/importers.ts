import { v7 as newId } from 'uuid';
import { drugImporter } from '../capabilities/catalogue/import-drugs.ts';
import { catalogueQueries } from '../capabilities/catalogue/queries.ts';
import { openShelf } from '../capabilities/catalogue/shelf.ts';
import { stockImporter } from '../capabilities/inventory/import-stock.ts';
import { clinicImporter } from '../capabilities/medication/clinic.ts';
import { bandImporter } from '../capabilities/pricing/import-bands.ts';
import { channelImporter } from '../capabilities/pricing/import-channels.ts';
import { couponImporter } from '../capabilities/pricing/import-coupons.ts';
import { offerImporter } from '../capabilities/pricing/import-offers.ts';
import { storeImporter } from '../capabilities/store/import-stores.ts';
import { storesByCodes } from '../capabilities/store/queries.ts';
import type { Database } from '../kernel/database.ts';
import { runImport, type ImportReport, type RunImport } from '../kernel/import/importer.ts';

export const IMPORTABLE = [
  'stores',
  'drugs',
  'channels',
  'offers',
  'stock',
  'coupons',
  'bands',
  'clinics',
] as const;
export type Importable = (typeof IMPORTABLE)[number];

/** Imports a file of that kind; stores and drugs before what refers to them. */
export function importInto(db: Database) {
  const now = () => new Date();
  const { drugsByCodes } = catalogueQueries({ db }, openShelf({ db, now }));
  const deps = { db, now, newId, drugsByCodes, storesByCodes: storesByCodes({ db }) };
  return (kind: Importable, options: Omit<RunImport<never>, 'db' | 'importer'>): Promise<ImportReport> => {
    const run = { db, ...options };
    switch (kind) {
      case 'stores':
        return runImport({ ...run, importer: storeImporter(deps) });
      case 'drugs':
        return runImport({ ...run, importer: drugImporter(deps) });
      case 'channels':
        return runImport({ ...run, importer: channelImporter(deps) });
      case 'offers':
        return runImport({ ...run, importer: offerImporter(deps) });
      case 'stock':
        return runImport({ ...run, importer: stockImporter(deps) });
      case 'coupons':
        return runImport({ ...run, importer: couponImporter(deps) });
      case 'bands':
        return runImport({ ...run, importer: bandImporter(deps) });
      case 'clinics':
        return runImport({ ...run, importer: clinicImporter(deps) });
    }
  };
}
