/** A FHIR R4 resource as plain data (hl7.org/fhir/R4). */
export type FhirResource = { resourceType: string; [field: string]: unknown };

export const patientReference = (personId: string) => ({ reference: `urn:uuid:${personId}` });
export const text = (words: string) => ({ text: words });
