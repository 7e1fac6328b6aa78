import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { sm2 } from 'sm-crypto-v2';

/** Secrets shared by our clients and the simulators of one machine. Made up, worthless elsewhere, different on every machine. */
export type DemoCredentials = {
  wechat: { appId: string; appSecret: string };
  wechatPay: {
    mchId: string;
    merchantSerial: string;
    /** PEM. */
    merchantPrivateKey: string;
    merchantPublicKey: string;
    /** `PUB_KEY_ID_…` */
    platformSerial: string;
    platformPrivateKey: string;
    platformPublicKey: string;
    /** 32 characters. */
    apiV3Key: string;
  };
  amap: { key: string; privateKey: string };
  prescriptionPlatform: {
    appId: string;
    appSecret: string;
    /** SM2 keys as hex: ours, the platform's, and that of the prescribers of the demo hospital. */
    pharmacyPrivateKey: string;
    pharmacyPublicKey: string;
    platformPrivateKey: string;
    platformPublicKey: string;
    prescriberCertSerial: string;
    prescriberPrivateKey: string;
    prescriberPublicKey: string;
  };
};

/** Reads the file, or writes it first with fresh secrets (mode 600). Several processes may ask at once; all get the same. */
export const ensureDemoCredentials = (file: string): DemoCredentials => keepOnce(file, fresh);

/** The same for any made-up secrets. */
export const keepOnce = <T extends object>(file: string, make: () => T): T =>
  read<T>(file) ?? (createOnce(file, make), read<T>(file)!);

function read<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function createOnce(file: string, make: () => object): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, JSON.stringify(make(), null, 2), { mode: 0o600 });
  try {
    // A hard link fails when the name is taken, so the first process wins and nobody reads half a file.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
}

const hex = (bytes: number) => randomBytes(bytes).toString('hex');
const digits = (length: number) => Array.from(randomBytes(length), (byte) => byte % 10).join('');

function fresh(): DemoCredentials {
  const merchant = rsaPair();
  const platform = rsaPair();
  const [pharmacy, centre, prescriber] = [
    sm2.generateKeyPairHex(),
    sm2.generateKeyPairHex(),
    sm2.generateKeyPairHex(),
  ];
  return {
    wechat: { appId: `wx${hex(8)}`, appSecret: hex(16) },
    wechatPay: {
      mchId: `1${digits(9)}`,
      merchantSerial: hex(20).toUpperCase(),
      merchantPrivateKey: merchant.privateKey,
      merchantPublicKey: merchant.publicKey,
      platformSerial: `PUB_KEY_ID_0${digits(27)}`,
      platformPrivateKey: platform.privateKey,
      platformPublicKey: platform.publicKey,
      apiV3Key: hex(16),
    },
    amap: { key: hex(16), privateKey: hex(16) },
    prescriptionPlatform: {
      appId: hex(16).toUpperCase(),
      appSecret: hex(16).toUpperCase(),
      pharmacyPrivateKey: pharmacy.privateKey,
      pharmacyPublicKey: pharmacy.publicKey,
      platformPrivateKey: centre.privateKey,
      platformPublicKey: centre.publicKey,
      prescriberCertSerial: hex(16).toUpperCase(),
      prescriberPrivateKey: prescriber.privateKey,
      prescriberPublicKey: prescriber.publicKey,
    },
  };
}

export const rsaPair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
