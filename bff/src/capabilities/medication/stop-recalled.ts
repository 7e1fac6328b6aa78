import { toInstant } from '@xinglin/shared/kernel/time';
import { system } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import type { Delivered } from '../../kernel/outbox.ts';
import type { ParcelRecalled } from '../order/events.ts';
import { movePlan, ofPlan } from './move.ts';
import type { Deps } from './ports.ts';
import { medicationStore, originOf } from './store.ts';

/** Nobody is reminded to take what was recalled: its plan ends with the doses still open, and a proposed one is off the table. */
export function stopRecalled({ now }: Pick<Deps, 'now'>) {
  return async (tx: Tx, { subject, data }: Delivered<ParcelRecalled>): Promise<void> => {
    const store = medicationStore(tx);
    const plan = await store.ofOrigin(originOf(subject, data.drugId));
    if (plan?.status === 'proposed') await movePlan(tx, system, plan, 'decline');
    if (plan?.status !== 'active') return;
    const how = 'stopped' as const;
    const told = { name: 'medication.plan_ended', subject: plan.id, data: { ...ofPlan(plan), how } };
    await movePlan(tx, system, plan, 'stop', {}, told);
    await store.cancelOpenDoses(plan.id, toInstant(now()));
  };
}
