import { z } from 'zod';
import { Id, Role, endpoint } from '../kernel/endpoint.ts';
import { PageInput, pageOf } from '../kernel/paging.ts';
import { Instant, LocalDate } from '../kernel/time.ts';

export const AuditEntry = z.object({
  id: Id,
  at: Instant,
  actorId: z.string(),
  actorName: z.string().nullable(),
  role: z.union([Role, z.literal('system')]),
  action: z.string(),
  subject: z.string(),
  data: z.looseObject({}).nullable(),
  requestId: z.string().nullable(),
  /** Place in the chain; null: older than the chain. */
  seq: z.int().nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const listAudit = endpoint({
  method: 'GET',
  path: '/compliance/audit',
  summary: '审计记录(只增不改)',
  access: ['compliance_officer'],
  owner: 'anyone',
  input: PageInput.extend({
    action: z.string().max(80).optional(),
    subject: z.string().max(64).optional(),
    actorId: z.string().max(36).optional(),
  }).strict(),
  output: pageOf(AuditEntry),
});

/** What the chain of the audit trail says about itself right now. */
export const AuditChain = z.object({
  entries: z.int(),
  anchors: z.int(),
  faultCount: z.int(),
  /** The first ones; `seq` 0: entries that stand beside the chain. */
  faults: z.array(
    z.object({
      seq: z.int(),
      kind: z.enum(['edited', 'removed', 'unchained', 'tail_missing', 'not_as_anchored']),
    }),
  ),
  checkedAt: Instant,
});
export type AuditChain = z.infer<typeof AuditChain>;

export const verifyAuditChain = endpoint({
  method: 'GET',
  path: '/compliance/audit-chain',
  summary: '核验审计链:逐条复算，指出被改动的序号',
  access: ['compliance_officer'],
  owner: 'anyone',
  input: z.strictObject({}),
  output: AuditChain,
});

/** Licences of stores, pharmacists and riders that end within 30 days or have ended. */
export const LicenceAlert = z.object({
  kind: z.enum(['store_licence', 'pharmacist_licence', 'rider_health_certificate']),
  holder: z.string(),
  number: z.string(),
  expires: LocalDate,
  daysLeft: z.int(),
});
export type LicenceAlert = z.infer<typeof LicenceAlert>;

export const listLicenceAlerts = endpoint({
  method: 'GET',
  path: '/compliance/licences',
  summary: '许可证与资质到期提醒',
  access: ['compliance_officer'],
  owner: 'anyone',
  input: z.strictObject({}),
  output: z.object({ items: z.array(LicenceAlert) }),
});
