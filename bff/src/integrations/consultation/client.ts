import type { InternetHospital } from '../../capabilities/consultation/ports.ts';
import { outbound, unavailable } from '../outbound.ts';
import { ASK, WireAnswer, signature, signatureHolds } from './wire.ts';

export type InternetHospitalOptions = { baseUrl: string; appSecret: string; now?: () => number };

const NAME = 'internet-hospital';

/** An internet hospital over our own protocol. */
export function internetHospitalClient({
  baseUrl,
  appSecret,
  now = () => Date.now(),
}: InternetHospitalOptions): InternetHospital & { disconnect(): Promise<void> } {
  const door = outbound({ name: NAME, baseUrl });
  const call = async (method: 'GET' | 'POST', path: string, body = '') => {
    const what = `${method} ${path}`;
    const at = String(now());
    const answer = await door.send({
      method,
      path,
      headers: {
        'content-type': 'application/json',
        'x-at': at,
        'x-signature': signature(appSecret, what, at, body),
      },
      ...(body && { body }),
      // The hospital knows a follow-up by its key, so a repeat is the same one.
      keyed: true,
    });
    const text = answer.body.toString('utf8');
    try {
      if (answer.status !== 200) throw new Error(`HTTP ${answer.status} ${text.slice(0, 200)}`);
      if (!signatureHolds(appSecret, `answer ${what}`, answer.headers, text, now()))
        throw new Error('the answer is not signed by the hospital');
      return WireAnswer.parse(JSON.parse(text));
    } catch (cause) {
      throw unavailable(NAME, cause);
    }
  };
  return {
    async ask(key, followUp) {
      await call('POST', ASK, JSON.stringify({ key, ...followUp }));
    },
    async answerOf(key) {
      const answer = await call('GET', `${ASK}/${encodeURIComponent(key)}`);
      if (answer.key !== key) throw unavailable(NAME, new Error('answer about another follow-up'));
      return answer;
    },
    disconnect: door.close,
  };
}
