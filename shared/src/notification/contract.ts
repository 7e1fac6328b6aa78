import { z } from 'zod';
import { Done, Id, endpoint } from '../kernel/endpoint.ts';
import { PageInput, pageOf } from '../kernel/paging.ts';
import { Instant } from '../kernel/time.ts';

export const MessageKind = z.enum([
  'order_paid',
  'order_update',
  'leaflet',
  'dose_due',
  'follow_up_due',
  'prescription_decided',
  'prescription_asked',
  'points',
  'refund',
  'arrival',
  'price_report',
]);
export type MessageKind = z.infer<typeof MessageKind>;

/** One message of the inbox. The title carries no drug and no disease name; the body is shown only after signing in. */
export const Message = z.object({
  id: Id,
  kind: MessageKind,
  title: z.string(),
  body: z.string(),
  /** Where a tap leads, a path of the mini-program. */
  path: z.string(),
  at: Instant,
  readAt: Instant.nullable(),
});
export type Message = z.infer<typeof Message>;

export const listMessages = endpoint({
  method: 'GET',
  path: '/messages',
  summary: '消息中心',
  access: ['patient', 'rider', 'pharmacist'],
  owner: 'caller',
  input: PageInput.strict(),
  output: pageOf(Message).extend({ unread: z.int() }),
});

export const readMessage = endpoint({
  method: 'POST',
  path: '/messages/:id/read',
  summary: '标记已读',
  access: ['patient', 'rider', 'pharmacist'],
  owner: 'caller',
  input: z.strictObject({ id: Id }),
  output: Done,
});

/** Subscription templates of WeChat; each accept is good for one message. */
export const SubscribeTemplate = z.enum(['dose_due', 'order_update', 'follow_up_due', 'arrival']);
export type SubscribeTemplate = z.infer<typeof SubscribeTemplate>;

export const getSubscriptions = endpoint({
  method: 'GET',
  path: '/messages/subscriptions',
  summary: '还能收到几次微信提醒',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({}),
  output: z.object({
    items: z.array(z.object({ template: SubscribeTemplate, templateId: z.string(), credits: z.int() })),
  }),
});

export const recordSubscription = endpoint({
  method: 'POST',
  path: '/messages/subscriptions',
  summary: '记录 wx.requestSubscribeMessage 的结果',
  access: ['patient'],
  owner: 'caller',
  idempotent: true,
  input: z.strictObject({
    results: z
      .array(
        z.strictObject({
          templateId: z.string().max(64),
          result: z.enum(['accept', 'reject', 'ban', 'filter']),
        }),
      )
      .max(3),
  }),
  output: Done,
});
