import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { LocalDate } from '@xinglin/shared/kernel/time';
import { PaymentRefused, type Bill, type FundFlow } from '../../capabilities/payment/ports.ts';
import { unavailable } from '../outbound.ts';
import { NAME, type SignedCall } from './signed-call.ts';
import { readFundFlow } from './fund-flow-bill.ts';
import { readTradeBill } from './trade-bill.ts';

const Ticket = z.object({ hash_type: z.literal('SHA1'), hash_value: z.string(), download_url: z.url() });
/** A bill that unpacks to more than this is no bill of ours. */
const UNPACKED_CAP = 512 * 1024 * 1024;

/** Downloads the bills of a day. The file is not signed, so it must have the SHA-1 the signed ticket names. */
export function billDownloads(call: SignedCall, baseUrl: string) {
  const { host } = new URL(baseUrl);
  async function file(path: string): Promise<{ text: string; hash: string } | 'none' | 'not_ready'> {
    const answer = await call('GET', path);
    if (answer.code === 'NO_STATEMENT_EXIST') return 'none';
    if (answer.code === 'STATEMENT_CREATING') return 'not_ready';
    if (answer.code) throw new PaymentRefused(answer.code, answer.status, answer.message ?? '');
    const ticket = Ticket.safeParse(answer.value);
    if (!ticket.success) throw unavailable(NAME, ticket.error);
    const url = new URL(ticket.data.download_url);
    // Our signature goes with the request, so it goes to nobody else.
    if (url.host !== host) throw unavailable(NAME, new Error(`bill on another host: ${url.host}`));
    const packed = await call.download(url.pathname + url.search);
    const plain = unpack(packed);
    const hash = createHash('sha1').update(plain).digest('hex');
    if (hash !== ticket.data.hash_value.toLowerCase())
      throw unavailable(NAME, new Error('the bill is not the file its ticket names'));
    return { text: plain.toString('utf8'), hash };
  }
  return {
    async tradeBill(day: LocalDate): Promise<Bill> {
      const found = await file(`/v3/bill/tradebill?bill_date=${day}&bill_type=ALL&tar_type=GZIP`);
      if (typeof found === 'string') return { state: found };
      return { state: 'ready', hash: found.hash, lines: readTradeBill(found.text) };
    },
    async fundFlow(day: LocalDate): Promise<FundFlow> {
      const found = await file(`/v3/bill/fundflowbill?bill_date=${day}&account_type=BASIC&tar_type=GZIP`);
      return typeof found === 'string' ? { state: found } : { state: 'ready', ...readFundFlow(found.text) };
    },
  };
}

function unpack(packed: Buffer): Buffer {
  try {
    return gunzipSync(packed, { maxOutputLength: UNPACKED_CAP });
  } catch (cause) {
    throw unavailable(NAME, cause);
  }
}
