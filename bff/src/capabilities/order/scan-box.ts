import { inventoryProblem } from '@xinglin/shared/inventory/contract';
import { problem } from '@xinglin/shared/kernel/problem';
import type { scanBox as contract } from '@xinglin/shared/order/operations';
import type { Handler } from '../../kernel/http.ts';
import { mustBeOfStore } from './policy.ts';
import type { Deps } from './ports.ts';
import { linesOf, parcelById } from './store.ts';

/** Before it goes into the bag: does this box belong to the parcel? Nothing is taken yet; a box that may not leave is on record. */
export function scanBox(deps: Deps): Handler<typeof contract> {
  const { db } = deps;
  return (staff, { id, code }) =>
    deps.auditRefusedScans(staff, id, async () => {
      const parcel = await parcelById(db.read, id);
      mustBeOfStore(staff, parcel);
      if (parcel.status !== 'to_pick')
        throw problem('ILLEGAL_TRANSITION', { state: parcel.status, event: 'scan' });
      const batchId = await deps.boxOf(parcel.storeId, code);
      const lot = (await deps.picksOf(id)).find((each) => each.batchId === batchId);
      const line = lot && (await linesOf(db.read, [id])).find(({ drugId }) => drugId === lot.drugId);
      if (!line) throw inventoryProblem('TRACE_CODE_OTHER_BATCH', { traceCode: code });
      return { code, lineId: line.id, batchId, lotNo: lot.lotNo };
    });
}
