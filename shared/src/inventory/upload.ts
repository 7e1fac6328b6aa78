import { z } from 'zod';
import { endpoint } from '../kernel/endpoint.ts';

export const UPLOAD_MOST_BYTES = 2 * 1024 * 1024;
export const UploadKind = z.enum(['stock', 'offers']);
export type UploadKind = z.infer<typeof UploadKind>;

export const UploadReport = z.object({
  title: z.string(),
  dryRun: z.boolean(),
  /** The rows stand in the database. */
  written: z.boolean(),
  rows: z.int(),
  created: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  faultCount: z.int(),
  /** The first 200. */
  faults: z.array(z.object({ line: z.int(), column: z.string(), value: z.string(), reason: z.string() })),
  /** The first 20. */
  changes: z.array(
    z.object({
      kind: z.enum(['created', 'changed']),
      key: z.string(),
      fields: z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })),
    }),
  ),
});
export type UploadReport = z.infer<typeof UploadReport>;

/** A store's own stock or prices from a CSV file: first to look what would change, then for good. */
export const uploadFile = endpoint({
  method: 'POST',
  path: '/inventory/uploads',
  summary: '导入本店库存或价格(CSV，可先预演；不超过 2 MB)',
  access: ['store_staff'],
  owner: 'store',
  idempotent: true,
  // Base64 is a third longer than the file.
  bodyLimit: '3mb',
  input: z.strictObject({
    kind: UploadKind,
    name: z.string().trim().min(1).max(80),
    /** The bytes in base64, so that GB18030 from a spreadsheet arrives as it is. */
    content: z.base64().max(Math.ceil(UPLOAD_MOST_BYTES / 3) * 4, '文件不能超过 2 MB'),
    dryRun: z.boolean(),
  }),
  output: UploadReport,
});
