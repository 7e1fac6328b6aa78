import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readSettings, type SettingsError } from './env.ts';

const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const hex = (bytes: number) => randomBytes(bytes).toString('hex');
const good = {
  ACCESS_TOKEN_KEYS: pem,
  FIELD_KEYS: JSON.stringify({ k1: hex(32) }),
  BLIND_INDEX_KEY: hex(32),
  AUDIT_KEY: hex(32),
  WECHAT_BASE_URL: 'http://127.0.0.1:9001',
  WECHAT_APP_ID: 'wx0',
  WECHAT_APP_SECRET: hex(16),
  WECHAT_TEMPLATES: '{"dose_due":"a"}',
  WECHAT_PAY_BASE_URL: 'http://127.0.0.1:9002',
  WECHAT_PAY_MCH_ID: '1900000001',
  WECHAT_PAY_SERIAL: hex(20),
  WECHAT_PAY_PRIVATE_KEY: pem,
  WECHAT_PAY_PLATFORM_KEYS: '{}',
  WECHAT_PAY_API_V3_KEY: hex(16),
  AMAP_BASE_URL: 'http://127.0.0.1:9003',
  AMAP_KEY: hex(16),
  PRESCRIPTION_BASE_URL: 'http://127.0.0.1:9004',
  PRESCRIPTION_APP_ID: 'pharmacy',
  PRESCRIPTION_APP_SECRET: hex(16),
  PRESCRIPTION_PRIVATE_KEY: hex(32),
  PRESCRIPTION_PUBLIC_KEY: hex(65),
  PRESCRIPTION_PLATFORM_PUBLIC_KEY: hex(65),
  PRESCRIPTION_PRESCRIBER_KEYS: '{}',
  SIGNING_KEYS: JSON.stringify([{ serial: 'A1', alg: 'SM2-SM3', holder: '*', publicKey: hex(65) }]),
};
const production = {
  ...good,
  NODE_ENV: 'production',
  PUBLIC_ORIGIN: 'https://xinglin.example',
  DATABASE_URL: 'mysql://u:p@db/xinglin',
  WECHAT_BASE_URL: 'https://api.weixin.qq.com',
  WECHAT_PAY_BASE_URL: 'https://api.mch.weixin.qq.com',
  AMAP_BASE_URL: 'https://restapi.amap.com',
  PRESCRIPTION_BASE_URL: 'https://rx.province.example',
};
const faultsOf = (env: Record<string, string | undefined>): string[] => {
  try {
    readSettings(env);
    return [];
  } catch (error) {
    return (error as SettingsError).faults;
  }
};

describe('the settings', () => {
  it('run on simulators on this machine, and say which systems are simulated', () => {
    expect(readSettings(good)).toMatchObject({ PORT: 8080, PUBLIC_ORIGIN: 'http://127.0.0.1:8080' });
    expect(readSettings(good).simulated).toHaveLength(4);
  });
  it('report every fault at once', () => {
    const faults = faultsOf({
      ...good,
      PORT: '99999',
      AMAP_KEY: undefined,
      FIELD_KEYS: 'x',
      WECHAT_PAY_PRIVATE_KEY: 'x',
    });
    expect(faults.map((fault) => fault.split(':')[0]).sort()).toEqual([
      'AMAP_KEY',
      'FIELD_KEYS',
      'PORT',
      'WECHAT_PAY_PRIVATE_KEY',
    ]);
  });
  it('let nobody point us at a plain http host elsewhere', () => {
    expect(faultsOf({ ...good, AMAP_BASE_URL: 'http://maps.example' })).toHaveLength(1);
  });
  it('name the AI service with its model, or neither', () => {
    expect(faultsOf({ ...good, LLM_BASE_URL: 'https://llm.example/v1' })).toHaveLength(1);
    expect(faultsOf({ ...good, LLM_BASE_URL: 'https://llm.example/v1', LLM_MODEL: 'm' })).toEqual([]);
    expect(faultsOf({ ...good, LLM_BASE_URL: 'http://llm.example/v1', LLM_MODEL: 'm' })).toHaveLength(1);
  });
  it('are accepted in production when they are real', () => {
    expect(faultsOf(production)).toEqual([]);
    expect(readSettings(production).simulated).toEqual([]);
  });
  it.each([
    ['a simulator', { WECHAT_PAY_BASE_URL: 'http://127.0.0.1:9002' }],
    ['a host off the allow-list', { WECHAT_BASE_URL: 'https://api.weixin.qq.com.evil.example' }],
    ['the embedded database', { DATABASE_URL: 'sqlite:var/x.db' }],
    ['a plain http origin', { PUBLIC_ORIGIN: 'http://xinglin.example' }],
    ['a missing secret', { BLIND_INDEX_KEY: undefined }],
    ['an example secret', { WECHAT_PAY_API_V3_KEY: 'change-me-change-me-change-me-ch' }],
    [
      'one secret for two uses',
      {
        WECHAT_APP_SECRET: 'k'.repeat(3) + 'abcdefgh9876543210zyxwvutsrqp',
        WECHAT_PAY_API_V3_KEY: 'k'.repeat(3) + 'abcdefgh9876543210zyxwvutsrqp',
      },
    ],
    ['a simulated cashier', { WECHAT_CASHIER_URL: 'http://127.0.0.1:9002/cashier' }],
  ])('refuse production with %s', (_, change) => {
    expect(faultsOf({ ...production, ...change })).not.toEqual([]);
  });
});
