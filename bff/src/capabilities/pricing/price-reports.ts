import type {
  getPriceReport as getContract,
  listPriceReports as listContract,
  listStorePriceReports as storeContract,
  PriceReport,
} from '@xinglin/shared/pricing/reports';
import { pricingProblem } from '@xinglin/shared/pricing/contract';
import { decryptOlder } from '../../kernel/crypto.ts';
import type { Handler } from '../../kernel/http.ts';
import { ownStore } from './policy.ts';
import type { Deps } from './ports.ts';
import { reportStore, wordsOf, type ReportRow } from './report-store.ts';

type Reading = Pick<Deps, 'db' | 'crypto' | 'drugsByIds' | 'storesByIds'>;

/** Threads as both sides see them: who the patient is stays out. */
export async function presentReports(deps: Reading, rows: ReportRow[]): Promise<PriceReport[]> {
  const ids = (of: (row: ReportRow) => string) => [...new Set(rows.map(of))];
  const [drugs, stores, messages] = await Promise.all([
    deps.drugsByIds(ids(({ drugId }) => drugId)),
    deps.storesByIds(ids(({ storeId }) => storeId)),
    reportStore(deps.db.read).messagesOf(ids(({ id }) => id)),
  ]);
  return rows.map(({ id, drugId, storeId, shownFen, seenFen, state, createdAt, updatedAt }) => {
    const drug = drugs.get(drugId);
    return {
      ...{ id, drugId, shownFen, seenFen, state, createdAt, updatedAt },
      drugName: drug ? `${drug.genericName} ${drug.strength}` : '未知药品',
      storeName: stores.find((store) => store.id === storeId)?.name ?? '未知门店',
      messages: messages
        .filter(({ reportId }) => reportId === id)
        .map(({ id: message, author, text, at }) => ({
          ...{ author, at },
          text: decryptOlder(deps.crypto, text, wordsOf(message)),
        })),
    };
  });
}

export function listPriceReports(deps: Reading): Handler<typeof listContract> {
  return async (patient, slice) => {
    const [rows, total] = await reportStore(deps.db.read).page({ patientId: patient.id }, slice);
    return { items: await presentReports(deps, rows), total };
  };
}

export function getPriceReport(deps: Reading): Handler<typeof getContract> {
  return async (patient, { id }) => {
    const row = await reportStore(deps.db.read).report(id);
    if (row?.patientId !== patient.id) throw pricingProblem('REPORT_NOT_FOUND');
    return (await presentReports(deps, [row]))[0]!;
  };
}

export function listStorePriceReports(deps: Reading): Handler<typeof storeContract> {
  return async (actor, { state, ...slice }) => {
    const where = { storeId: ownStore(actor), ...(state && { state }) };
    const [rows, total] = await reportStore(deps.db.read).page(where, slice);
    return { items: await presentReports(deps, rows), total };
  };
}
