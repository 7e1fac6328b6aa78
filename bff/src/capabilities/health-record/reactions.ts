import { toInstant } from '@xinglin/shared/kernel/time';
import { effectOn, type Reaction } from '../../kernel/outbox.ts';
import type { DoseTaken, FollowedUp, PlanConfirmed } from '../medication/events.ts';
import type { ParcelDelivered } from '../order/events.ts';
import type { PrescriptionMoved } from '../prescription/events.ts';
import type { TriageConcluded } from '../triage/events.ts';
import * as fhir from './fhir/from-event.ts';
import type { Deps } from './ports.ts';
import { writeEntry } from './write-entry.ts';

const FEELINGS = { better: '好转', same: '没有变化', worse: '加重' };

/** The record writes itself from what happened elsewhere, for those who agreed to have one. */
export function healthRecordReactions(deps: Deps): Reaction[] {
  const write = writeEntry(deps);
  const at = () => toInstant(deps.now());
  const of = (personId: string) => ({ personId, at: at() });
  return [
    effectOn<ParcelDelivered>('parcel.delivered', 'health-record: dispense', async ({ subject, data }) => {
      const names = await deps.drugNames(data.lines.map(({ drugId }) => drugId));
      for (const { drugId, quantity } of data.lines) {
        const name = names.get(drugId) ?? drugId;
        const resource = fhir.medicationDispense(of(data.patientId), name, quantity);
        const key = `dispense:${subject}:${drugId}`;
        const detail = `${quantity} 盒，包裹 ${data.parcelNo}`;
        await write({
          personId: data.patientId,
          key,
          kind: 'dispense',
          at: at(),
          title: name,
          detail,
          resource,
        });
      }
    }),
    effectOn<PrescriptionMoved>(
      'prescription.approved',
      'health-record: prescription',
      async ({ subject, data }) => {
        const summary = await deps.prescriptionSummary(subject);
        if (!summary) return;
        const resource = fhir.medicationRequest(of(data.patientId), summary);
        const entry = {
          key: `prescription:${subject}`,
          kind: 'prescription' as const,
          title: '处方审核通过',
        };
        await write({ ...entry, personId: data.patientId, at: at(), detail: summary, resource });
      },
    ),
    effectOn<TriageConcluded>(
      'triage.concluded',
      'health-record: symptom check',
      async ({ subject, data }) => {
        const summary = await deps.episodeSummary(subject);
        if (!summary) return;
        const resource = fhir.clinicalImpression(of(data.patientId), summary.text);
        const entry = {
          key: `triage:${subject}`,
          kind: 'triage' as const,
          title: `症状自查：${summary.urgency}`,
        };
        await write({ ...entry, personId: data.patientId, at: at(), detail: summary.text, resource });
      },
    ),
    ...fromMedication(deps),
  ];
}

/** What the person does with a medicine: the plan, every dose, the follow-up. */
function fromMedication(deps: Deps): Reaction[] {
  const write = writeEntry(deps);
  const at = () => toInstant(deps.now());
  const of = (personId: string) => ({ personId, at: at() });
  return [
    effectOn<PlanConfirmed>('medication.plan_confirmed', 'health-record: plan', async ({ subject, data }) => {
      const resource = fhir.medicationStatement(of(data.patientId), data.drugName);
      const entry = {
        key: `plan:${subject}`,
        kind: 'plan' as const,
        title: '开始用药计划',
        detail: data.drugName,
      };
      await write({ ...entry, personId: data.patientId, at: at(), resource });
    }),
    effectOn<DoseTaken>('dose.taken', 'health-record: dose', async ({ subject, data }) => {
      const resource = fhir.medicationAdministration(of(data.patientId), data.drugName, data.amountText);
      const entry = { key: `dose:${subject}`, kind: 'dose' as const, title: '服药打卡' };
      const detail = `${data.drugName} ${data.amountText}`;
      await write({ ...entry, personId: data.patientId, at: at(), detail, resource });
    }),
    effectOn<FollowedUp>('medication.followed_up', 'health-record: follow-up', async ({ subject, data }) => {
      const feeling = FEELINGS[data.feeling];
      const resource = fhir.followUpObservation(of(data.patientId), feeling, data.sideEffects);
      const entry = { key: `follow-up:${subject}`, kind: 'follow_up' as const, title: '用药回访' };
      const detail = `${data.drugName}：${feeling}`;
      await write({ ...entry, personId: data.patientId, at: at(), detail, resource });
    }),
  ];
}
