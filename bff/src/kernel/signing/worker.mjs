// Plain JavaScript, so that a worker thread starts the same under tsx, vitest and bare Node.
import { sign, verify } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { sm2 } from 'sm-crypto-v2';

/** The default user id of GB/T 32918.2. */
const USER_ID = '1234567812345678';

const tasks = {
  'SM2-SM3': {
    sign: ({ text, privateKey, publicKey }) =>
      Buffer.from(
        sm2.doSignature(text, privateKey, { hash: true, der: true, userId: USER_ID, publicKey }),
        'hex',
      ).toString('base64'),
    verify: ({ text, value, publicKey }) =>
      sm2.doVerifySignature(text, Buffer.from(value, 'base64').toString('hex'), publicKey, {
        hash: true,
        der: true,
        userId: USER_ID,
      }),
  },
  'RSA-SHA256': {
    sign: ({ text, privateKey }) => sign('sha256', Buffer.from(text), privateKey).toString('base64'),
    verify: ({ text, value, publicKey }) =>
      verify('sha256', Buffer.from(text), publicKey, Buffer.from(value, 'base64')),
  },
};

parentPort.on('message', ({ id, kind, alg, ...task }) => {
  try {
    parentPort.postMessage({ id, result: tasks[alg][kind](task) });
  } catch (error) {
    parentPort.postMessage({ id, fault: String(error) });
  }
});
