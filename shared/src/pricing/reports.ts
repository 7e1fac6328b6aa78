import { z } from 'zod';
import { Id, endpoint } from '../kernel/endpoint.ts';
import { Fen } from '../kernel/money.ts';
import { PageInput, pageOf } from '../kernel/paging.ts';
import { Instant } from '../kernel/time.ts';

const text = z.string().trim().min(2).max(300);

/** A wrong price that a patient saw, as a thread between the patient and the store. The store does not learn who it is. */
export const PriceReport = z.object({
  id: Id,
  drugId: Id,
  drugName: z.string(),
  storeName: z.string(),
  /** What we showed. */
  shownFen: Fen,
  /** What the patient saw elsewhere, e.g. on the shelf. */
  seenFen: Fen.nullable(),
  state: z.enum(['open', 'answered']),
  createdAt: Instant,
  updatedAt: Instant,
  messages: z.array(z.object({ author: z.enum(['patient', 'store']), text: z.string(), at: Instant })),
});
export type PriceReport = z.infer<typeof PriceReport>;

const ReportId = z.strictObject({ id: Id });

export const reportPrice = endpoint({
  method: 'POST',
  path: '/price-reports',
  summary: '反馈价格不对',
  access: ['patient'],
  owner: 'caller',
  idempotent: true,
  input: z.strictObject({
    planId: Id,
    optionKey: z.string().max(64),
    storeId: Id,
    drugId: Id,
    seenFen: z.int().min(1).max(10_000_000).optional(),
    text,
  }),
  output: PriceReport,
});

export const listPriceReports = endpoint({
  method: 'GET',
  path: '/price-reports',
  summary: '我的价格反馈',
  access: ['patient'],
  owner: 'caller',
  input: PageInput.strict(),
  output: pageOf(PriceReport),
});

export const getPriceReport = endpoint({
  method: 'GET',
  path: '/price-reports/:id',
  summary: '一条价格反馈',
  access: ['patient'],
  owner: 'caller',
  input: ReportId,
  output: PriceReport,
});

export const askAboutPriceReport = endpoint({
  method: 'POST',
  path: '/price-reports/:id/messages',
  summary: '在价格反馈里补充',
  access: ['patient'],
  owner: 'caller',
  idempotent: true,
  input: z.strictObject({ id: Id, text }),
  output: PriceReport,
});

export const listStorePriceReports = endpoint({
  method: 'GET',
  path: '/store-price-reports',
  summary: '本店收到的价格反馈',
  access: ['store_staff'],
  owner: 'store',
  input: PageInput.extend({ state: z.enum(['open', 'answered']).optional() }).strict(),
  output: pageOf(PriceReport),
});

export const answerPriceReport = endpoint({
  method: 'POST',
  path: '/store-price-reports/:id/answers',
  summary: '回复价格反馈',
  access: ['store_staff'],
  owner: 'store',
  idempotent: true,
  input: z.strictObject({ id: Id, text }),
  output: PriceReport,
});
