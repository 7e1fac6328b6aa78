import { z } from 'zod';
import { Id, endpoint } from '../kernel/endpoint.ts';
import { PageInput, pageOf } from '../kernel/paging.ts';
import { Instant } from '../kernel/time.ts';

/** One line of the 含麻黄碱复方制剂 register. The identity number is masked here; the whole one is encrypted at rest. */
export const RegisteredSale = z.object({
  id: Id,
  buyerName: z.string(),
  idNumberMasked: z.string(),
  drugName: z.string(),
  strength: z.string(),
  maker: z.string(),
  lotNo: z.string(),
  packs: z.int(),
  actorName: z.string(),
  at: Instant,
});
export type RegisteredSale = z.infer<typeof RegisteredSale>;

export const listRegisteredSales = endpoint({
  method: 'GET',
  path: '/inventory/registered-sales',
  summary: '含麻黄碱复方制剂销售登记',
  access: ['store_staff'],
  owner: 'store',
  input: PageInput.strict(),
  output: pageOf(RegisteredSale).extend({
    rule: z.object({
      packsPerSale: z.int(),
      packsPerPeriod: z.int(),
      periodDays: z.int(),
      source: z.string(),
    }),
  }),
});
