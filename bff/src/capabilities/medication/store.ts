import type {
  DoseStatus,
  DoseTiming,
  Feeling,
  MedicationPlanStatus,
} from '@xinglin/shared/medication/contract';
import type { z } from 'zod';
import type { Instant, LocalDate, TimeOfDay } from '@xinglin/shared/kernel/time';
import type { Tx } from '../../kernel/database.ts';
import { column, entity, nullable } from '../../kernel/entity.ts';

export type PlanRow = {
  id: string;
  patientId: string;
  /** See `originOf`. */
  origin: string;
  drugId: string;
  drugName: string;
  strength: string;
  status: MedicationPlanStatus;
  basis: 'prescription' | 'leaflet';
  dose: number;
  unit: string;
  timesPerDay: number;
  timing: DoseTiming;
  times: TimeOfDay[];
  days: number;
  startsOn: LocalDate | null;
  endsOn: LocalDate | null;
  unitsLeft: number;
  warnings: string[];
  followUpDueAt: Instant | null;
  followedUpAt: Instant | null;
  feeling: z.infer<typeof Feeling> | null;
  sideEffects: string | null;
  createdAt: Instant;
};

/** Parcel and drug: one delivery proposes one plan. */
export const originOf = (parcelId: string, drugId: string) => `${parcelId}:${drugId}`;

export const planTable = entity<PlanRow>(
  'medication_plan',
  {
    id: column.id(),
    patientId: column.id('health'),
    origin: column.string(80),
    drugId: column.id('health'),
    drugName: column.string(80, 'health'),
    strength: column.string(80, 'health'),
    status: column.string(16),
    basis: column.string(16),
    dose: column.double('health'),
    unit: column.string(16),
    timesPerDay: column.int('health'),
    timing: column.string(16),
    times: column.json('health'),
    days: column.int(),
    startsOn: nullable(column.date()),
    endsOn: nullable(column.date()),
    unitsLeft: column.double(),
    warnings: column.json(),
    followUpDueAt: nullable(column.instant()),
    followedUpAt: nullable(column.instant()),
    feeling: nullable(column.string(8, 'health')),
    sideEffects: nullable(column.string(200, 'health')),
    createdAt: column.instant(),
  },
  { unique: [['origin']], index: [['patientId', 'id']] },
);

export type DoseRow = {
  id: string;
  planId: string;
  patientId: string;
  dueAt: Instant;
  status: DoseStatus;
  decidedAt: Instant | null;
};

export const doseTable = entity<DoseRow>(
  'dose',
  {
    id: column.id(),
    planId: column.id(),
    patientId: column.id('health'),
    dueAt: column.instant('health'),
    status: column.string(16),
    decidedAt: nullable(column.instant()),
  },
  { unique: [['planId', 'dueAt']], index: [['patientId', 'dueAt']] },
);

/** A place that does blood tests. */
export type ClinicRow = {
  id: string;
  code: string;
  name: string;
  address: string;
  lng: number;
  lat: number;
  phone: string;
  opens: TimeOfDay;
  closes: TimeOfDay;
  tests: string[];
  paidPlacement: boolean;
  source: string;
  reviewState: string;
};

export const clinicTable = entity<ClinicRow>(
  'clinic',
  {
    id: column.id(),
    code: column.string(32, 'public'),
    name: column.string(60, 'public'),
    address: column.string(120, 'public'),
    lng: column.double('public'),
    lat: column.double('public'),
    phone: column.string(32, 'public'),
    opens: column.string(5, 'public'),
    closes: column.string(5, 'public'),
    tests: column.json('public'),
    paidPlacement: column.flag('public'),
    source: column.string(200, 'public'),
    reviewState: column.string(20, 'public'),
  },
  { unique: [['code']] },
);

/** Reads and writes plans and doses inside `tx`. Holds no rules. */
export function medicationStore(tx: Tx) {
  const moved = ({ affected }: { affected?: number | null | undefined }) => affected === 1;
  return {
    plan: (id: string) => tx.findOneBy(planTable, { id }),
    planOf: (patientId: string, id: string) => tx.findOneBy(planTable, { id, patientId }),
    plans: (patientId: string) =>
      tx.find(planTable, { where: { patientId }, order: { id: 'DESC' }, take: 50 }),
    ofOrigin: (origin: string) => tx.findOneBy(planTable, { origin }),
    insertPlan: (row: PlanRow) => tx.insert(planTable, row),
    updatePlan: (id: string, changes: Partial<PlanRow>) => tx.update(planTable, id, changes),
    movePlan: async (id: string, from: MedicationPlanStatus, to: MedicationPlanStatus): Promise<boolean> =>
      moved(await tx.update(planTable, { id, status: from }, { status: to })),
    /** True for the one caller whose answer is the first. */
    answerFollowUp: async (id: string, answer: Pick<PlanRow, 'followedUpAt' | 'feeling' | 'sideEffects'>) =>
      moved(
        await tx
          .createQueryBuilder()
          .update(planTable)
          .set(answer)
          .where('id = :id AND followedUpAt IS NULL', { id })
          .execute(),
      ),
    useUnits: (id: string, amount: number) =>
      tx
        .createQueryBuilder()
        .update(planTable)
        .set({ unitsLeft: () => 'CASE WHEN unitsLeft > :amount THEN unitsLeft - :amount ELSE 0 END' })
        .setParameter('amount', amount)
        .where('id = :id', { id })
        .execute(),

    insertDoses: (rows: DoseRow[]) => tx.insert(doseTable, rows),
    dose: (id: string) => tx.findOneBy(doseTable, { id }),
    doseOf: (patientId: string, id: string) => tx.findOneBy(doseTable, { id, patientId }),
    dosesOfPlan: (planId: string) => tx.find(doseTable, { where: { planId }, order: { dueAt: 'ASC' } }),
    dosesBetween: (patientId: string, from: Instant, to: Instant) =>
      tx
        .createQueryBuilder(doseTable, 'd')
        .where('d.patientId = :patientId AND d.dueAt >= :from AND d.dueAt < :to', { patientId, from, to })
        .andWhere('d.status <> :cancelled', { cancelled: 'cancelled' })
        .orderBy('d.dueAt')
        .getMany(),
    moveDose: async (
      id: string,
      from: DoseStatus,
      to: DoseStatus,
      decidedAt: Instant | null,
    ): Promise<boolean> => moved(await tx.update(doseTable, { id, status: from }, { status: to, decidedAt })),
    cancelOpenDoses: (planId: string, decidedAt: Instant) =>
      tx
        .createQueryBuilder()
        .update(doseTable)
        .set({ status: 'cancelled', decidedAt })
        .where('planId = :planId AND status IN (:...open)', { planId, open: ['planned', 'due'] })
        .execute(),
  };
}
