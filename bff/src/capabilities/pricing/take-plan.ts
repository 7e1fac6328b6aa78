import type { Gcj02Point } from '@xinglin/shared/kernel/geo';
import { toInstant } from '@xinglin/shared/kernel/time';
import {
  pricingProblem,
  type FulfilmentMode,
  type getPlan as contract,
  type PlanOption,
} from '@xinglin/shared/pricing/contract';
import { storeProblem } from '@xinglin/shared/store/contract';
import { licenceInForce, openAt } from '@xinglin/shared/store/rules';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import type { Deps } from './ports.ts';
import { pricingStore } from './store.ts';

/** A person's own plan, also after its time: the screen shows that it is over. */
export function getPlan({ db }: Pick<Deps, 'db'>): Handler<typeof contract> {
  return async (patient, { id }) => {
    const row = await pricingStore(db.read).plan(id, patient.id);
    if (!row) throw pricingProblem('PLAN_NOT_FOUND', { id });
    return { id, ...row.plan, lockedUntil: row.lockedUntil };
  };
}

export type TakenPlan = {
  option: PlanOption;
  mode: FulfilmentMode;
  prescriptionId: string | null;
  destination: Gcj02Point;
};

/**
 * For orders: uses up a plan and returns the option at the prices shown. One order a plan. @throws PLAN_NOT_FOUND, PLAN_EXPIRED
 * (also when it was used), STORE_CLOSED when one of the option's stores is not open any more
 */
export function takePlan(deps: Pick<Deps, 'now' | 'storesByIds'>) {
  return async (
    tx: Tx,
    { patientId, planId, optionKey }: { patientId: string; planId: string; optionKey: string },
  ): Promise<TakenPlan> => {
    const store = pricingStore(tx);
    const row = await store.plan(planId, patientId);
    const option = row?.plan.options.find(({ key }) => key === optionKey);
    if (!row || !option) throw pricingProblem('PLAN_NOT_FOUND', { id: planId });
    if (!(await store.usePlan(planId, patientId, toInstant(deps.now()))))
      throw pricingProblem('PLAN_EXPIRED');
    const senders = await deps.storesByIds(
      option.parcels.map(({ storeId }) => storeId),
      tx,
    );
    const closed = senders.find((each) => !openAt(each, deps.now()) || !licenceInForce(each, deps.now()));
    if (closed) throw storeProblem('STORE_CLOSED', { storeId: closed.id });
    return { option, mode: row.plan.mode, prescriptionId: row.prescriptionId, destination: row.destination };
  };
}
