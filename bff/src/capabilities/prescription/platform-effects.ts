import { toInstant } from '@xinglin/shared/kernel/time';
import { system } from '../../kernel/actor.ts';
import { effectOn, publish, type Reaction } from '../../kernel/outbox.ts';
import type { CounterSold } from '../inventory/events.ts';
import type { ParcelDelivered } from '../order/events.ts';
import { sealed } from './content.ts';
import type { PrescriptionClaimRefused, PrescriptionFreed, PrescriptionMoved } from './events.ts';
import { move } from './move.ts';
import type { Deps, DispenseReport } from './ports.ts';
import { prescriptionStore, type PrescriptionRow } from './store.ts';

/** What the circulation platform is told: taken, given back, dispensed. Each safe to repeat. */
export const platformEffects = (deps: Deps): Reaction[] => [
  effectOn<PrescriptionMoved>('prescription.used', 'prescription.claim-on-platform', async ({ subject }) =>
    claimOnPlatform(deps, subject),
  ),
  effectOn<PrescriptionFreed>(
    'prescription.freed',
    'prescription.release-on-platform',
    async ({ subject }) => {
      const row = await prescriptionStore(deps.db.read).get(subject);
      // Used by another order meanwhile: the claim goes on serving that one.
      if (row.status !== 'used' && onPlatform(row)) await deps.platform.release(row.traceCode);
    },
  ),
  effectOn<ParcelDelivered>(
    'parcel.delivered',
    'prescription.report-dispensed',
    async ({ subject, data }) => {
      if (!data.prescriptionId) return;
      const row = await prescriptionStore(deps.db.read).find(data.prescriptionId);
      if (row?.orderId === data.orderId && onPlatform(row))
        await deps.platform.reportDispensed(row.traceCode, await dispenseReport(deps, row, subject));
    },
  ),
  effectOn<CounterSold>(
    'stock.counter_sold',
    'prescription.report-sold-at-counter',
    async ({ subject, data }) => {
      if (data.prescriptionId) await dispensedAtCounter(deps, data.prescriptionId, subject);
    },
  ),
];

/** Handed over as it was sold: claimed, reported and closed in one go. Refused by the platform, the claim has ended it. */
async function dispensedAtCounter(deps: Deps, id: string, saleId: string): Promise<void> {
  await claimOnPlatform(deps, id);
  const isStillOurs = ({ status, orderId }: PrescriptionRow) => status === 'used' && orderId === saleId;
  const row = await prescriptionStore(deps.db.read).get(id);
  if (!isStillOurs(row)) return;
  if (onPlatform(row))
    await deps.platform.reportDispensed(row.traceCode, await dispenseReport(deps, row, saleId));
  await deps.db.write(async (tx) => {
    if (isStillOurs(await prescriptionStore(tx).get(id))) await move(tx, system, id, 'dispense');
  });
}

/** What is on paper the platform has never heard of. */
const onPlatform = ({ source }: PrescriptionRow) => source !== 'image';

async function claimOnPlatform(deps: Deps, id: string): Promise<void> {
  const { db, platform, storeCodeOfOrder } = deps;
  const row = await prescriptionStore(db.read).get(id);
  const { orderId } = row;
  if (row.status !== 'used' || orderId === null || !onPlatform(row)) return;
  const answer = await platform.claim(row.traceCode, await storeCodeOfOrder(orderId), `${id}:${orderId}`);
  if (answer === 'claimed') {
    const now = await prescriptionStore(db.read).get(id);
    // Freed while the claim was on its way: what nobody uses is given back.
    if (now.status === 'approved' || now.status === 'expired') await platform.release(row.traceCode);
    return;
  }
  await db.write(async (tx) => {
    const current = await prescriptionStore(tx).get(id);
    if (current.status !== 'used' || current.orderId !== orderId) return;
    await move(tx, system, id, 'expire');
    await publish<PrescriptionClaimRefused>(tx, {
      name: 'prescription.claim_refused',
      subject: id,
      data: { patientId: row.patientId, orderId, why: answer },
    });
  });
}

async function dispenseReport(deps: Deps, row: PrescriptionRow, parcelId: string): Promise<DispenseReport> {
  const { items } = sealed(deps.crypto).contentOf(row);
  const lots = await deps.lotsOfParcel(parcelId);
  return {
    storeCode: await deps.storeCodeOfOrder(row.orderId ?? ''),
    pharmacist: { name: row.pharmacistName ?? '', licenceNo: row.licenceNo ?? '' },
    dispensedAt: toInstant(deps.now()),
    items: lots.flatMap(({ drugId, lotNo, quantity }) => {
      const item = items.find((each) => each.drugId === drugId);
      if (!item) return [];
      // The platform counts in the doctor's unit; we hand out whole packs.
      const given = Math.round((item.quantity * quantity) / item.packs);
      const { genericName, strength, unit } = item;
      return [{ genericName, strength, quantity: given, unit, batchNo: lotNo }];
    }),
  };
}
