import { toInstant } from '@xinglin/shared/kernel/time';
import { system } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import { publish, type Delivered } from '../../kernel/outbox.ts';
import type { ParcelDelivered } from '../order/events.ts';
import { ofPlan } from './move.ts';
import type { Deps, DrugSig, PrescribedSig } from './ports.ts';
import { usualTimes } from './schedule.ts';
import { medicationStore, type PlanRow, originOf } from './store.ts';

/** What was delivered and has a schedule becomes a proposal; nothing reminds anybody before the person confirms it. */
export function proposePlans(deps: Deps) {
  const { db, sigsOf, prescribedSig } = deps;
  return async ({ subject: parcelId, data }: Delivered<ParcelDelivered>): Promise<void> => {
    const quantities = new Map<string, number>();
    for (const { drugId, quantity } of data.lines)
      quantities.set(drugId, (quantities.get(drugId) ?? 0) + quantity);
    for (const sig of await sigsOf([...quantities.keys()])) {
      const written = data.prescriptionId ? await prescribedSig(data.prescriptionId, sig.drugId) : null;
      const plan = proposal(deps, parcelId, data.patientId, sig, written, quantities.get(sig.drugId)!);
      if (plan) await save(db, plan);
    }
  };
}

function proposal(
  { now, newId }: Deps,
  parcelId: string,
  patientId: string,
  sig: DrugSig,
  written: PrescribedSig | null,
  packs: number,
): PlanRow | null {
  const timesPerDay = written?.timesPerDay ?? sig.timesPerDay;
  if (timesPerDay === 0) return null;
  const dose = written?.dose ?? sig.dose;
  const units = packs * sig.unitsPerPack;
  const lasts = Math.max(1, Math.floor(units / (dose * timesPerDay)));
  const timing = written?.timing ?? sig.timing;
  return {
    id: newId(),
    patientId,
    origin: originOf(parcelId, sig.drugId),
    drugId: sig.drugId,
    drugName: sig.name,
    strength: sig.strength,
    status: 'proposed',
    basis: written ? 'prescription' : 'leaflet',
    dose,
    unit: sig.unit,
    timesPerDay,
    timing,
    times: usualTimes(timesPerDay, timing),
    days: Math.min(written?.days ?? sig.maxDays, lasts, 90),
    startsOn: null,
    endsOn: null,
    unitsLeft: units,
    warnings: sig.warnings,
    followUpDueAt: null,
    followedUpAt: null,
    feeling: null,
    sideEffects: null,
    createdAt: toInstant(now()),
  };
}

const save = (db: Deps['db'], plan: PlanRow) =>
  db.write(async (tx) => {
    const store = medicationStore(tx);
    if (await store.ofOrigin(plan.origin)) return;
    await store.insertPlan(plan);
    await audit(tx, system, 'medication.propose', plan.id);
    await publish(tx, { name: 'medication.plan_proposed', subject: plan.id, data: ofPlan(plan) });
  });
