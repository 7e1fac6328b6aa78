import { AsyncLocalStorage } from 'node:async_hooks';
import pino, { type Logger } from 'pino';

const requests = new AsyncLocalStorage<{ requestId: string }>();
export const requestIdNow = (): string | undefined => requests.getStore()?.requestId;
/** Runs `fn` so that every log line in it carries the request id. */
export const withRequestId = <T>(requestId: string, fn: () => T): T => requests.run({ requestId }, fn);

/** Fields that never reach a log, wherever they stand in an object. */
const SECRET_FIELDS = [
  'password',
  'totp',
  'accessToken',
  'refreshToken',
  'token',
  'authorization',
  'cookie',
  'secret',
  'session_key',
  'phone',
  'idNo',
  'openid',
  'address',
  'receiptCode',
  'text',
  'lng',
  'lat',
];
const paths = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);

/** What still looks like a phone number, an identity number or a token is blotted out of every string. */
const PATTERNS: [RegExp, string][] = [
  [/(?<!\d)1[3-9]\d{9}(?!\d)/g, '[phone]'],
  [/(?<!\d)\d{17}[\dXx](?!\d)/g, '[id-no]'],
  [/eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/g, '[jwt]'],
];
export const scrub = (text: string): string =>
  PATTERNS.reduce((clean, [pattern, mark]) => clean.replace(pattern, mark), text);

/** One JSON line an event, with the request id, secrets removed. */
export const createLog = (level: string, destination?: pino.DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths, censor: '[redacted]' },
      mixin: () => ({ requestId: requestIdNow() }),
      hooks: {
        logMethod(args, method) {
          method.apply(
            this,
            args.map((arg) => (typeof arg === 'string' ? scrub(arg) : arg)) as Parameters<typeof method>,
          );
        },
      },
      serializers: {
        err: (error: Error & { code?: string }) => ({
          type: error.name,
          code: error.code,
          message: scrub(error.message ?? ''),
          stack: scrub(error.stack ?? ''),
        }),
      },
    },
    destination ?? pino.destination(1),
  );
export type { Logger };
