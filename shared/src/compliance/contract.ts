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

export const ChainFaultKind = z.enum([
  'edited',
  'removed',
  'unproven',
  'unchained',
  'tail_missing',
  'not_as_anchored',
]);
export type ChainFaultKind = z.infer<typeof ChainFaultKind>;
const faultText: Record<ChainFaultKind, string> = {
  edited: '内容或顺序被改动',
  removed: '被删除',
  unproven: '前一条缺失，无法核验',
  unchained: '有记录不在链上（被插入，或被移出）',
  tail_missing: '链尾缺失',
  not_as_anchored: '与留存的锚点不符（链被重写）',
};

/** A fault of the chain, by the number an inspector asks for. */
export const chainFaultText = (seq: number, kind: ChainFaultKind): string =>
  seq === 0 ? faultText[kind] : `第 ${seq} 条：${faultText[kind]}`;

/** What the chain of the audit trail says about itself right now. */
export const AuditChain = z.object({
  entries: z.int(),
  anchors: z.int(),
  faultCount: z.int(),
  /** The first ones; `seq` 0: entries that stand beside the chain. */
  faults: z.array(z.object({ seq: z.int(), kind: ChainFaultKind })),
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
