import { Worker } from 'node:worker_threads';
import { toInstant, type Instant } from '@xinglin/shared/kernel/time';

export type SignatureAlg = 'SM2-SM3' | 'RSA-SHA256';
/** `value`: base64; an SM2 signature inside is DER. */
export type Signature = { alg: SignatureAlg; value: string; certSerial: string; signedAt: Instant };
/** A certificate's key. `holder`: the licence number it was issued to, or `*` for whoever has none of their own. */
export type SigningKey = {
  serial: string;
  alg: SignatureAlg;
  holder: string;
  /** SM2: hex. RSA: PEM. Without a private key it only verifies: what was signed before a key was changed stays checkable. */
  privateKey?: string | undefined;
  publicKey: string;
};
/** No key was issued to who wants to sign. */
export class NoSigningKey extends Error {
  override name = 'NoSigningKey';
}

export type Signer = {
  /** @throws NoSigningKey */
  sign(holder: string, text: string): Promise<Signature>;
  verify(signature: Signature, text: string): Promise<boolean>;
  close(): Promise<void>;
};

type Task = { kind: 'sign' | 'verify'; alg: SignatureAlg; text: string } & Record<string, unknown>;
type Answer = { id: number; result?: unknown; fault?: string };
type Waiting = { resolve: (result: unknown) => void; reject: (error: Error) => void };

/** SM2 in JavaScript takes tens of milliseconds: done in a thread of its own, so that nobody else's request waits for it. */
function thread() {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let count = 0;
  const fail = (error: Error) => {
    worker = null;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const started = (): Worker => {
    if (worker) return worker;
    const fresh = new Worker(new URL('./worker.mjs', import.meta.url), { execArgv: [] });
    fresh.unref();
    fresh.on('message', ({ id, result, fault }: Answer) => {
      const one = waiting.get(id);
      waiting.delete(id);
      if (fault === undefined) one?.resolve(result);
      else one?.reject(new Error(fault));
      // Kept alive only while somebody waits for an answer.
      if (waiting.size === 0) fresh.unref();
    });
    fresh.on('error', fail);
    return (worker = fresh);
  };
  return {
    ask: (task: Task) =>
      new Promise<unknown>((resolve, reject) => {
        count += 1;
        waiting.set(count, { resolve, reject });
        const one = started();
        one.ref();
        one.postMessage({ id: count, ...task });
      }),
    close: async () => void (await worker?.terminate()),
  };
}

/** Electronic signatures with the keys given, in a worker thread. */
export function signer(keys: SigningKey[], now: () => Date = () => new Date()): Signer {
  const { ask, close } = thread();
  return {
    async sign(holder, text) {
      const usable = keys.filter(({ privateKey }) => privateKey !== undefined);
      const key = usable.find((each) => each.holder === holder) ?? usable.find((each) => each.holder === '*');
      if (!key) throw new NoSigningKey('no signing key was issued to this holder');
      const { alg, privateKey, publicKey, serial } = key;
      const value = (await ask({ kind: 'sign', alg, text, privateKey, publicKey })) as string;
      return { alg, value, certSerial: serial, signedAt: toInstant(now()) };
    },
    async verify({ alg, value, certSerial }, text) {
      const key = keys.find((each) => each.serial === certSerial && each.alg === alg);
      if (!key) return false;
      // A mangled signature is no signature, whatever the decoder says of it.
      return (
        (await ask({ kind: 'verify', alg, text, value, publicKey: key.publicKey }).catch(() => false)) ===
        true
      );
    },
    close,
  };
}
