import { inventoryProblem } from '@xinglin/shared/inventory/contract';
import type { reportTransferLost as contract } from '@xinglin/shared/inventory/transfer';
import { toInstant } from '@xinglin/shared/kernel/time';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { record } from './ledger.ts';
import { isOverdue, ownStore } from './policy.ts';
import type { Deps } from './ports.ts';
import { presentTransfers } from './present.ts';
import { requestStore, type RequestRow } from './request-store.ts';
import { ask } from './requests.ts';
import { traceStore } from './trace-store.ts';
import { transferStore } from './transfer-store.ts';

/** Goods that should have arrived days ago: the store that sent them wants them written off, which a second person confirms. */
export function reportTransferLost(deps: Deps): Handler<typeof contract> {
  return async (actor, { id, note }) => {
    const storeId = ownStore(actor);
    const row = await deps.db.write(async (tx) => {
      const transfers = transferStore(tx);
      await transfers.hold(id);
      const sent = await transfers.find(id);
      if (sent?.fromStoreId !== storeId) throw inventoryProblem('TRANSFER_NOT_FOUND');
      if (sent.state !== 'in_transit') throw inventoryProblem('TRANSFER_DONE');
      if (!isOverdue(sent, deps.now())) throw inventoryProblem('TRANSFER_NOT_OVERDUE');
      if ((await requestStore(tx).lossesWaitingFor([id])).size > 0) throw inventoryProblem('LOSS_ASKED');
      const { drugId, batchId, quantity } = sent;
      const wanted = { storeId, drugId, batchId, quantity, transferId: id };
      await ask(deps, tx, { ...wanted, kind: 'write_off', reason: 'lost', note }, actor);
      return sent;
    });
    return (await presentTransfers(deps, [row], storeId))[0]!;
  };
}

/**
 * Confirmed by the second person: the units come back on the books of the store that sent them and leave them as lost, so that
 * the ledger says where they went. Their boxes are stopped at every scanner. Goods that did arrive meanwhile are not lost.
 */
export async function writeOffTransfer(
  deps: Pick<Deps, 'now' | 'newId'>,
  tx: Tx,
  { batchId, storeId, drugId, quantity, transferId }: RequestRow,
  actor: Actor,
): Promise<void> {
  if (!transferId || !(await transferStore(tx).lose(transferId))) throw inventoryProblem('TRANSFER_DONE');
  const entry = { batchId, storeId, drugId };
  const said = { reference: transferId, actor };
  await record(tx, deps, { kind: 'transfer_back', ...said }, [{ ...entry, onHandDelta: quantity }]);
  await record(tx, deps, { kind: 'lost', ...said }, [{ ...entry, onHandDelta: -quantity }]);
  const boxes = await traceStore(tx).lose(transferId, toInstant(deps.now()));
  await audit(tx, actor, 'inventory.transfer_lost', transferId, { batchId, quantity, boxes });
}
