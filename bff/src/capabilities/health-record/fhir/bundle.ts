import { conditionText, type FhirBundle, type HealthProfile } from '@xinglin/shared/health-record/contract';
import type { Instant } from '@xinglin/shared/kernel/time';
import { patientReference, text, type FhirResource } from './resource.ts';

const CLINICAL = 'http://terminology.hl7.org/CodeSystem';
const status = (system: string, code: string) => ({ coding: [{ system: `${CLINICAL}/${system}`, code }] });

/** Patient, allergies, conditions and long-term medicines of the profile, as R4 resources with stable ids. */
function fromProfile(
  personId: string,
  profile: HealthProfile | null,
): { id: string; resource: FhirResource }[] {
  const subject = patientReference(personId);
  const patient: FhirResource = {
    resourceType: 'Patient',
    ...(profile?.name ? { name: [{ text: profile.name }] } : {}),
    ...(profile?.sex ? { gender: profile.sex } : {}),
    ...(profile?.birthDate ? { birthDate: profile.birthDate } : {}),
  };
  return [
    { id: personId, resource: patient },
    ...(profile?.allergies ?? []).map((name, i) => ({
      id: `${personId}-allergy-${i}`,
      resource: {
        resourceType: 'AllergyIntolerance',
        clinicalStatus: status('allergyintolerance-clinical', 'active'),
        code: text(name),
        patient: subject,
      },
    })),
    ...(profile?.conditions ?? []).map((code, i) => ({
      id: `${personId}-condition-${i}`,
      resource: {
        resourceType: 'Condition',
        clinicalStatus: status('condition-clinical', 'active'),
        code: text(conditionText[code] ?? code),
        subject,
      },
    })),
    ...(profile?.medicines ?? []).map((inn, i) => ({
      id: `${personId}-medicine-${i}`,
      resource: {
        resourceType: 'MedicationStatement',
        status: 'active',
        medicationCodeableConcept: text(inn),
        subject,
      },
    })),
  ];
}

/** The whole record as one R4 Bundle of type collection; every resource carries its id. */
export function bundle(
  personId: string,
  profile: HealthProfile | null,
  entries: { id: string; resource: FhirResource }[],
  timestamp: Instant,
): FhirBundle {
  return {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp,
    entry: [...fromProfile(personId, profile), ...entries].map(({ id, resource }) => ({
      fullUrl: `urn:uuid:${id}`,
      resource: { ...resource, id },
    })),
  };
}
