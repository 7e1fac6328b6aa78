import { patientReference, text, type FhirResource } from './resource.ts';

type Of = { personId: string; at: string };

/** R4 MedicationDispense: what was handed over. */
export const medicationDispense = (of: Of, drug: string, packs: number): FhirResource => ({
  resourceType: 'MedicationDispense',
  status: 'completed',
  medicationCodeableConcept: text(drug),
  subject: patientReference(of.personId),
  quantity: { value: packs, unit: '盒' },
  whenHandedOver: of.at,
});

/** R4 MedicationRequest: the approved prescription, in words. */
export const medicationRequest = (of: Of, summary: string): FhirResource => ({
  resourceType: 'MedicationRequest',
  status: 'active',
  intent: 'order',
  medicationCodeableConcept: text(summary),
  subject: patientReference(of.personId),
  authoredOn: of.at,
});

/** R4 MedicationStatement: what the person says they take. */
export const medicationStatement = (of: Of, drug: string): FhirResource => ({
  resourceType: 'MedicationStatement',
  status: 'active',
  medicationCodeableConcept: text(drug),
  subject: patientReference(of.personId),
  dateAsserted: of.at,
});

/** R4 MedicationAdministration: one dose ticked off. */
export const medicationAdministration = (of: Of, drug: string, amount: string): FhirResource => ({
  resourceType: 'MedicationAdministration',
  status: 'completed',
  medicationCodeableConcept: text(drug),
  subject: patientReference(of.personId),
  effectiveDateTime: of.at,
  dosage: { text: amount },
});

/** R4 ClinicalImpression: the conclusion of a symptom check, which is no diagnosis. */
export const clinicalImpression = (of: Of, summary: string): FhirResource => ({
  resourceType: 'ClinicalImpression',
  status: 'completed',
  subject: patientReference(of.personId),
  date: of.at,
  summary,
  note: [{ text: '由规则生成的自查结果，不是诊断' }],
});

type Measured = { code: string; display: string; unit: string; ucum: string };
const LOINC = 'http://loinc.org';
const UCUM = 'http://unitsofmeasure.org';
/** LOINC codes and UCUM units of what people measure at home. */
export const MEASURES: Record<'temperature' | 'glucose' | 'weight', Measured> = {
  temperature: { code: '8310-5', display: 'Body temperature', unit: '℃', ucum: 'Cel' },
  glucose: { code: '15074-8', display: 'Glucose [Moles/volume] in Blood', unit: 'mmol/L', ucum: 'mmol/L' },
  weight: { code: '29463-7', display: 'Body weight', unit: 'kg', ucum: 'kg' },
};
const quantity = (value: number, unit: string, code: string) => ({ value, unit, system: UCUM, code });
const concept = (code: string, display: string) => ({ coding: [{ system: LOINC, code, display }] });

/** R4 Observation of one value. */
export function observation(of: Of, kind: keyof typeof MEASURES, value: number): FhirResource {
  const { code, display, unit, ucum } = MEASURES[kind];
  return {
    resourceType: 'Observation',
    status: 'final',
    code: concept(code, display),
    subject: patientReference(of.personId),
    effectiveDateTime: of.at,
    valueQuantity: quantity(value, unit, ucum),
  };
}

/** R4 Observation, blood pressure panel (LOINC 85354-9). */
export const bloodPressure = (of: Of, systolic: number, diastolic: number): FhirResource => ({
  resourceType: 'Observation',
  status: 'final',
  code: concept('85354-9', 'Blood pressure panel'),
  subject: patientReference(of.personId),
  effectiveDateTime: of.at,
  component: [
    {
      code: concept('8480-6', 'Systolic blood pressure'),
      valueQuantity: quantity(systolic, 'mmHg', 'mm[Hg]'),
    },
    {
      code: concept('8462-4', 'Diastolic blood pressure'),
      valueQuantity: quantity(diastolic, 'mmHg', 'mm[Hg]'),
    },
  ],
});

/** R4 Observation: how the person felt at the follow-up. */
export const followUpObservation = (of: Of, feeling: string, sideEffects: string): FhirResource => ({
  resourceType: 'Observation',
  status: 'final',
  code: text('用药回访'),
  subject: patientReference(of.personId),
  effectiveDateTime: of.at,
  valueString: sideEffects ? `${feeling}；不适：${sideEffects}` : feeling,
});
