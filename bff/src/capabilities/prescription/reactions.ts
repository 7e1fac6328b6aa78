import { PrescriptionStatus } from '@xinglin/shared/prescription/contract';
import { system } from '../../kernel/actor.ts';
import { effectOn, on, type Reaction } from '../../kernel/outbox.ts';
import type { ParcelDelivered } from '../order/events.ts';
import type {
  PrescriptionFreed,
  PrescriptionMoved,
  PrescriptionTalk,
  PrescriptionValidityDue,
} from './events.ts';
import { move } from './move.ts';
import { platformEffects } from './platform-effects.ts';
import type { Deps } from './ports.ts';
import { prescriptionStore } from './store.ts';
import type { ImageUnusedDue } from './images/events.ts';
import { imageStore } from './images/store.ts';
import { expireIfOver } from './use-prescription.ts';

/** The moves after which the queue of the pharmacists looks different. */
const QUEUE_CHANGES: PrescriptionStatus[] = [
  'submitted',
  'in_review',
  'withdrawn',
  'expired',
  'changes_requested',
];

export const prescriptionReactions = (deps: Deps): Reaction[] => [
  on<PrescriptionValidityDue>('prescription.validity_due', 'prescription.expire', async (tx, { subject }) => {
    const row = await prescriptionStore(tx).find(subject);
    if (row) await expireIfOver(tx, row, deps.now());
  }),
  on<ParcelDelivered>('parcel.delivered', 'prescription.dispense', async (tx, { data }) => {
    if (!data.prescriptionId) return;
    const row = await prescriptionStore(tx).find(data.prescriptionId);
    if (row?.status === 'used' && row.orderId === data.orderId) await move(tx, system, row.id, 'dispense');
  }),
  effectOn<ImageUnusedDue>(
    'prescription_image.unused_due',
    'prescription.forget-image',
    async ({ subject, data }) => {
      const mine = await deps.db.write((tx) => imageStore(tx).removeLoose(subject));
      // Without the row but with the file means that an earlier try ended between the two.
      if (mine || !(await imageStore(deps.db.read).find(subject))) await deps.files.remove(data.objectKey);
    },
  ),
  ...platformEffects(deps),
  ...PrescriptionStatus.options.map((status) =>
    effectOn<PrescriptionMoved>(`prescription.${status}`, 'prescription.tell', async ({ subject, data }) => {
      deps.tell({ person: data.patientId }, { topic: 'prescription', id: subject });
      if (QUEUE_CHANGES.includes(status))
        deps.tell({ role: 'pharmacist' }, { topic: 'prescription', id: subject });
    }),
  ),
  ...(['prescription.asked', 'prescription.answered', 'prescription.talked'] as const).map((name) =>
    effectOn<PrescriptionTalk>(name, 'prescription.tell', async ({ subject, data }) => {
      deps.tell({ person: data.patientId }, { topic: 'prescription', id: subject });
      deps.tell({ role: 'pharmacist' }, { topic: 'prescription', id: subject });
    }),
  ),
  effectOn<PrescriptionFreed>('prescription.freed', 'prescription.tell', async ({ subject, data }) =>
    deps.tell({ person: data.patientId }, { topic: 'prescription', id: subject }),
  ),
];
