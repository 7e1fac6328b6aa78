import { z } from 'zod';

/**
 * The platform's own names. Paths and names of the hospital side are those found in hospital systems; the pharmacy side
 * differs by province, so its dialect stands in this one file.
 */
export const PATHS = {
  find: '/fixmedins/circRxQuery',
  claim: '/fixmedins/circRxClaim',
  release: '/fixmedins/circRxRelease',
  dispensed: '/fixmedins/rxSetlInfoUpld',
  /** Hospital side, only in the simulator. */
  upload: '/hospital/rxUpload',
} as const;

/** The prescription as it was signed: every member counts, also those we do not use. */
export const WirePrescription = z.looseObject({
  rxTraceCode: z.string(),
  patnName: z.string(),
  gend: z.enum(['1', '2']),
  brdy: z.iso.date(),
  certnoMask: z.string(),
  prscDrName: z.string(),
  prscDeptName: z.string(),
  fixmedinsName: z.string(),
  prscTime: z.iso.datetime({ offset: true }),
  valiEndTime: z.iso.datetime({ offset: true }),
  diseinfo: z.array(z.looseObject({ diagCode: z.string(), diagName: z.string() })).min(1),
  rxdrugdetail: z
    .array(
      z.looseObject({
        drugGenname: z.string(),
        drugSpec: z.string(),
        drugDosform: z.string(),
        drugCnt: z.number().positive(),
        drugCntUnit: z.string(),
        sinDoscnt: z.number().positive(),
        usedFrquPerDay: z.int().min(0).max(24),
        medcTiming: z.enum(['before_meal', 'after_meal', 'with_meal', 'bedtime', 'morning', 'any']),
        medcDays: z.int().min(1).max(366),
        medcWay: z.string(),
      }),
    )
    .min(1),
});
export type WirePrescription = z.infer<typeof WirePrescription>;

export const WireSignature = z.object({ alg: z.string(), certSerial: z.string(), value: z.string() });
export type WireSignature = z.infer<typeof WireSignature>;

/** `code` 0 is success; anything else explains itself in `message`. */
export const WireAnswer = z.looseObject({ code: z.int(), message: z.string().default('') });
export const FoundAnswer = z.object({
  rx: z.record(z.string(), z.unknown()).nullable(),
  sign: WireSignature.nullable(),
});
export const ClaimAnswer = z.object({
  rxTraceCode: z.string(),
  rxStas: z.enum(['CLAIMED', 'TAKEN', 'EXPIRED', 'REVOKED']),
});
