import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sm2 } from 'sm-crypto-v2';
import { ensureAlipayCredentials } from '../../integrations/alipay/credentials.ts';
import { consultationSecret } from '../../integrations/consultation/simulator.ts';
import { ensureDemoCredentials } from '../../integrations/demo-credentials.ts';

/** Where each simulator listens. */
export type SimulatorPorts = {
  wechat: number;
  wechatPay: number;
  amap: number;
  prescriptionPlatform: number;
  alipay: number;
  consultation: number;
};

const keptOnce = (file: string, make: () => Record<string, string>): Record<string, string> => {
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(make(), null, 2), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
};

/** Our own keys on this machine: made once, so that sessions and encrypted data survive a restart. */
const ownSecrets = (folder: string) =>
  keptOnce(path.join(folder, 'secrets.json'), () => ({
    ACCESS_TOKEN_KEYS: generateKeyPairSync('ec', { namedCurve: 'P-256' })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString(),
    FIELD_KEYS: JSON.stringify({ k1: randomBytes(32).toString('hex') }),
    BLIND_INDEX_KEY: randomBytes(32).toString('hex'),
  }));

/** Kept apart from the others: entries of older data folders are chained with it too. */
export const demoAuditKey = (folder: string) =>
  keptOnce(path.join(folder, 'audit-key.json'), () => ({ AUDIT_KEY: randomBytes(32).toString('hex') }));
/** Signing keys of the demo pharmacists: one with an RSA certificate, the others with SM2. */
const signingSecrets = (folder: string) =>
  keptOnce(path.join(folder, 'signing.json'), () => {
    const rsa = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    return {
      SIGNING_KEYS: JSON.stringify([
        { serial: 'DEMO-SM2-0001', alg: 'SM2-SM3', holder: '*', ...sm2.generateKeyPairHex() },
        { serial: 'DEMO-RSA-0001', alg: 'RSA-SHA256', holder: '演示药师9002', ...rsa },
      ]),
    };
  });

/** The settings of a machine without any credentials: everything outside is a simulator on this machine. */
export function demoEnvironment(folder: string, ports: SimulatorPorts): Record<string, string> {
  const credentials = ensureDemoCredentials(path.join(folder, 'credentials.json'));
  const { wechat, wechatPay, amap, prescriptionPlatform } = credentials;
  const alipay = ensureAlipayCredentials(path.join(folder, 'credentials.json'));
  const at = (port: number) => `http://127.0.0.1:${port}`;
  return {
    ...ownSecrets(folder),
    ...demoAuditKey(folder),
    AUDIT_ANCHORS: path.join(folder, 'audit-anchors.jsonl'),
    ...signingSecrets(folder),
    LICENCES: JSON.stringify({
      '药品经营许可证（演示）': '演示证字20260001',
      '互联网药品信息服务资格（演示）': '演示（沪）2026-0001',
    }),
    WECHAT_BASE_URL: at(ports.wechat),
    WECHAT_APP_ID: wechat.appId,
    WECHAT_APP_SECRET: wechat.appSecret,
    WECHAT_TEMPLATES: JSON.stringify({
      dose_due: 'demo-template-dose-due',
      order_update: 'demo-template-order-update',
      follow_up_due: 'demo-template-follow-up',
      arrival: 'demo-template-arrival',
    }),
    WECHAT_AUTHORIZE_URL: `${at(ports.wechat)}/connect/authorize?appid=${wechat.appId}`,
    WECHAT_CASHIER_URL: `${at(ports.wechatPay)}/cashier`,
    WECHAT_PAY_BASE_URL: at(ports.wechatPay),
    WECHAT_PAY_MCH_ID: wechatPay.mchId,
    WECHAT_PAY_SERIAL: wechatPay.merchantSerial,
    WECHAT_PAY_PRIVATE_KEY: wechatPay.merchantPrivateKey,
    WECHAT_PAY_PLATFORM_KEYS: JSON.stringify({ [wechatPay.platformSerial]: wechatPay.platformPublicKey }),
    WECHAT_PAY_API_V3_KEY: wechatPay.apiV3Key,
    ALIPAY_BASE_URL: at(ports.alipay),
    ALIPAY_APP_ID: alipay.appId,
    ALIPAY_PRIVATE_KEY: alipay.merchantPrivateKey,
    ALIPAY_PUBLIC_KEY: alipay.alipayPublicKey,
    AMAP_BASE_URL: at(ports.amap),
    AMAP_KEY: amap.key,
    AMAP_PRIVATE_KEY: amap.privateKey,
    PRESCRIPTION_BASE_URL: at(ports.prescriptionPlatform),
    PRESCRIPTION_APP_ID: prescriptionPlatform.appId,
    PRESCRIPTION_APP_SECRET: prescriptionPlatform.appSecret,
    PRESCRIPTION_PRIVATE_KEY: prescriptionPlatform.pharmacyPrivateKey,
    PRESCRIPTION_PUBLIC_KEY: prescriptionPlatform.pharmacyPublicKey,
    PRESCRIPTION_PLATFORM_PUBLIC_KEY: prescriptionPlatform.platformPublicKey,
    CONSULTATION_BASE_URL: at(ports.consultation),
    CONSULTATION_APP_SECRET: consultationSecret(credentials),
    PRESCRIPTION_PRESCRIBER_KEYS: JSON.stringify({
      [prescriptionPlatform.prescriberCertSerial]: prescriptionPlatform.prescriberPublicKey,
    }),
  };
}
