/** A self-signed certificate of the simulated platform, written as DER by hand: Node reads certificates but makes none. */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const der = (tag: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const length =
    body.length < 128 ? Buffer.from([body.length]) : Buffer.from([0x82, body.length >> 8, body.length & 255]);
  return Buffer.concat([Buffer.from([tag]), length, body]);
};
const SHA256_RSA = der(0x30, der(0x06, Buffer.from('2a864886f70d01010b', 'hex')), der(0x05));
const name = (text: string) =>
  der(0x30, der(0x31, der(0x30, der(0x06, Buffer.from('550403', 'hex')), der(0x0c, Buffer.from(text)))));
const utc = (at: number) =>
  der(0x17, Buffer.from(`${new Date(at).toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`));

export type PlatformIdentity = { serial: string; privateKey: string; certificate: string | null };

export function freshCertificate(now = Date.now()): PlatformIdentity & { certificate: string } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const serial = Buffer.concat([Buffer.from([0x5a]), randomBytes(19)]);
  const body = der(
    0x30,
    der(0x02, serial),
    SHA256_RSA,
    name('Simulated CA'),
    der(0x30, utc(now - 86_400_000), utc(now + 365 * 86_400_000)),
    name('Tenpay.com simulated'),
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, privateKey));
  const lines = der(0x30, body, SHA256_RSA, signature).toString('base64').replace(/.{64}/g, '$&\n');
  return {
    serial: serial.toString('hex').toUpperCase(),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}
