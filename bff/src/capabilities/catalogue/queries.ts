import type { Leaflet } from '@xinglin/shared/catalogue/contract';
import type { Tx } from '../../kernel/database.ts';
import { otcFactOf, sigOf, type DrugSig, type OtcFact } from './advice.ts';
import { leafletOf } from './leaflet.ts';
import { pinyinOf, plainName, spokenNames } from './names.ts';
import type { Deps } from './ports.ts';
import type { ListedDrug, ProhibitedEntry } from './prohibited-online.ts';
import type { Shelf } from './shelf.ts';
import { drugsSounding, findDrugs, otcDrugs, type DrugRow } from './store.ts';
import { sameStrength } from './strength.ts';

/** A drug with every fact, for other capabilities; they decide what a person may see of it. */
export type Drug = DrugRow & {
  /** As the contract names them. */
  class: DrugRow['drugClass'];
  storage: DrugRow['storageClass'];
  /** One an ingredient, lower case. */
  inns: string[];
  /** The entry of the list of drugs prohibited online it falls under. */
  prohibitedRule: string | null;
  /** May not be sold online, whoever asks. */
  prohibitedOnline: boolean;
};

/** What the catalogue answers other capabilities. Inside a transaction pass it on; outside leave it out. */
export function catalogueQueries({ db }: Pick<Deps, 'db'>, shelf: Shelf) {
  const drug = (row: DrugRow): Drug => ({
    ...row,
    class: row.drugClass,
    storage: row.storageClass,
    inns: row.ingredients.map(({ inn }) => inn),
    prohibitedRule: shelf.prohibitedRow(row)?.ruleId ?? null,
    prohibitedOnline: shelf.prohibitedRow(row) !== null,
  });
  const drugsByIds = async (ids: string[], tx: Tx = db.read): Promise<Map<string, Drug>> =>
    new Map((await findDrugs(tx, 'id', ids)).map((row) => [row.id, drug(row)]));
  const named = async (name: string, tx: Tx) => {
    const wanted = plainName(name);
    return (await drugsSounding(tx, pinyinOf(name))).filter((row) =>
      spokenNames(row.genericName, row.aliases).some((each) => plainName(each) === wanted),
    );
  };

  return {
    /** Unknown ids and codes are not in the answer. */
    drugsByIds,
    drugByCode: async (code: string, tx: Tx = db.read): Promise<Drug | undefined> =>
      (await findDrugs(tx, 'code', [code])).map(drug)[0],
    drugsByCodes: async (codes: string[], tx: Tx = db.read): Promise<Map<string, Drug>> =>
      new Map((await findDrugs(tx, 'code', codes)).map((row) => [row.code, drug(row)])),
    /** Every strength and pack under that generic name; under its substance or an alias only when no generic name fits. */
    findByGenericName: async (name: string, strength?: string, tx: Tx = db.read): Promise<Drug[]> => {
      const rows = await named(name, tx);
      const exact = rows.filter(({ genericName }) => plainName(genericName) === plainName(name));
      return (exact.length > 0 ? exact : rows)
        .filter((row) => strength === undefined || sameStrength(row.strength, strength))
        .map(drug);
    },
    /** All that may be bought without a prescription, for self-care advice. What may not be sold online is not among it. */
    otcFacts: async (tx: Tx = db.read): Promise<OtcFact[]> =>
      (await otcDrugs(tx)).filter((row) => shelf.prohibitedRow(row) === null).map(otcFactOf),
    /** How each is usually taken, for medication plans. */
    sigsOf: async (drugIds: string[], tx: Tx = db.read): Promise<DrugSig[]> =>
      (await findDrugs(tx, 'id', drugIds)).map(sigOf),
    drugNames: async (drugIds: string[], tx: Tx = db.read): Promise<Map<string, string>> =>
      new Map((await findDrugs(tx, 'id', drugIds)).map(({ id, genericName }) => [id, genericName])),
    /** Leaflets without asking who reads: the caller has checked the right to it. */
    leafletOf: async (drugIds: string[], tx: Tx = db.read): Promise<Map<string, Leaflet>> =>
      new Map((await findDrugs(tx, 'id', drugIds)).map((row) => [row.id, leafletOf(row)])),
    isProhibitedOnline: async (drugId: string, tx: Tx = db.read): Promise<boolean> =>
      (await drugsByIds([drugId], tx)).get(drugId)?.prohibitedOnline ?? false,
    /** The entry a prescribed item falls under; its ingredients are those of our catalogue when it is there. */
    prohibitedEntry: async (
      item: Pick<ListedDrug, 'genericName' | 'form' | 'route'>,
      tx: Tx = db.read,
    ): Promise<ProhibitedEntry | null> => {
      const [known] = await named(item.genericName, tx);
      const inns = known?.ingredients.map(({ inn }) => inn) ?? [];
      return shelf.prohibited({ ...item, inns, ...(known ? { atc: known.atc } : {}) });
    },
  };
}
