import { inventoryProblem } from '@xinglin/shared/inventory/contract';
import { requestLifecycle, type decideRequest as contract } from '@xinglin/shared/inventory/requests';
import { allowed } from '@xinglin/shared/kernel/lifecycle';
import { toInstant } from '@xinglin/shared/kernel/time';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { publishStockChanged, record } from './ledger.ts';
import { writeOffTransfer } from './lose-transfer.ts';
import { ownStore } from './policy.ts';
import type { Deps } from './ports.ts';
import { presentRequests } from './present.ts';
import { requestStore, type RequestRow } from './request-store.ts';
import { inventoryStore } from './store.ts';

/** A second person confirms, and only then stock moves; the first may take the request back. The state's one way to change. */
export function decideRequest(deps: Deps): Handler<typeof contract> {
  return async (actor, { id, decision }) => {
    const storeId = ownStore(actor);
    const row = await deps.db.write(async (tx) => {
      const store = requestStore(tx);
      const decided = await store.decide({ id, storeId }, decision, actor.id, toInstant(deps.now()));
      const current = await store.find(id);
      if (current?.storeId !== storeId) throw inventoryProblem('REQUEST_NOT_FOUND');
      if (!decided) throw whyNot(current, actor);
      if (decision === 'confirm') await carryOut(deps, tx, current, actor);
      const { kind, batchId, quantity, askedBy } = current;
      await audit(tx, actor, `inventory.${decision}`, id, { kind, batchId, quantity, askedBy });
      return current;
    });
    return (await presentRequests(deps, [row], actor))[0]!;
  };
}

const whyNot = (current: RequestRow, actor: Actor) =>
  inventoryProblem(
    allowed(requestLifecycle, current.state).includes('confirm') && current.askedBy === actor.id
      ? 'SECOND_PERSON_NEEDED'
      : 'REQUEST_DECIDED',
  );

async function carryOut(deps: Deps, tx: Tx, request: RequestRow, actor: Actor): Promise<void> {
  const { id, batchId, storeId, drugId, kind, quantity } = request;
  if (kind === 'write_off') return writeOffTransfer(deps, tx, request, actor);
  const store = inventoryStore(tx);
  const at = toInstant(deps.now());
  const entry = { batchId, storeId, drugId };
  const booked = {
    adjust: { onHandDelta: quantity },
    unquarantine: { quarantinedDelta: -quantity },
    destroy: { onHandDelta: -quantity, quarantinedDelta: -quantity },
    quarantine: {},
  }[kind];
  const done = {
    adjust: () =>
      quantity > 0
        ? store.add(batchId, { onHand: quantity }, at)
        : store.takeFree(batchId, -quantity, { onHand: quantity }, at),
    unquarantine: () => store.takeQuarantined(batchId, quantity, { quarantined: -quantity }, at),
    destroy: () =>
      store.takeQuarantined(batchId, quantity, { onHand: -quantity, quarantined: -quantity }, at),
    quarantine: async () => false,
  }[kind];
  if (!(await done())) throw inventoryProblem('STOCK_CHANGED', { batchId });
  await record(tx, deps, { kind, reference: id, actor }, [{ ...entry, ...booked }]);
  if (kind !== 'destroy') await publishStockChanged(tx, [entry]);
}
