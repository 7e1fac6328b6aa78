import { z } from 'zod';

/**
 * Every setting of a deployment, in one schema. `readSettings` reports all faults at once. With no credentials set the
 * product runs with simulators; production refuses to start on anything missing, weak, exemplary or off the allow-list.
 */
const flag = z
  .enum(['0', '1'])
  .default('0')
  .transform((value) => value === '1');
const port = z.coerce.number<string>().int().min(1).max(65535);
const optional = (schema: z.ZodType<string, string>) =>
  schema.optional().transform((value) => value || undefined);
const pem = z
  .string()
  .transform((text) => text.replaceAll('\\n', '\n'))
  .refine((text) => /-----BEGIN [A-Z ]+-----/.test(text), '不是 PEM 格式的密钥');
const hex = (length: number) =>
  z.string().regex(new RegExp(`^[0-9a-f]{${length}}$`, 'i'), `需要 ${length} 位十六进制`);
/** JSON object of text by name. */
const dictionary = z.string().transform((text, ctx) => {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(text));
  } catch {
    ctx.addIssue({ code: 'custom', message: '需要 JSON 对象，值为文本' });
    return z.NEVER;
  }
});

/** The pharmacists' keys, as `SigningKey` in kernel/signing has them. */
const SigningKeys = z
  .array(
    z.object({
      serial: z.string().min(2).max(64),
      alg: z.enum(['SM2-SM3', 'RSA-SHA256']),
      holder: z.string().min(1),
      privateKey: z.string().optional(),
      publicKey: z.string().min(64),
    }),
  )
  .min(1);
export const signingKeys = z.string().transform((text, ctx) => {
  try {
    return SigningKeys.parse(JSON.parse(text));
  } catch {
    ctx.addIssue({ code: 'custom', message: '需要 JSON 数组，每项有 serial、alg、holder、publicKey' });
    return z.NEVER;
  }
});

const Settings = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(8080),
  /** Where people and WeChat Pay reach us, without trailing slash. */
  PUBLIC_ORIGIN: z.url().optional(),
  /** Browser origins besides our own that may open the live socket. */
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter(Boolean)),
  TRUST_PROXY: flag,
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  /** `sqlite:<file>` (embedded) or `mysql://…` (MySQL 8, MariaDB ≥ 10.6). */
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.+|mysql:\/\/.+)/, '需要 sqlite:文件 或 mysql://…')
    .default('sqlite:var/xinglin.db'),
  /** Folder of photographs and other private files, encrypted; on several machines a shared one. */
  PRIVATE_FILES_DIR: z.string().min(1).default('var/private-files'),
  REDIS_URL: optional(z.string().regex(/^rediss?:\/\//, '需要 redis://…')),
  /** ES256 private keys in PEM; the first signs, all verify. */
  ACCESS_TOKEN_KEYS: z.string().transform((text) =>
    text
      .replaceAll('\\n', '\n')
      .split(/(?<=-----END PRIVATE KEY-----)\s*/)
      .filter((part) => part.trim()),
  ),
  /** JSON: key id → 32 bytes in hex; the first encrypts. */
  FIELD_KEYS: dictionary,
  BLIND_INDEX_KEY: hex(64),
  /** Key of the audit chain; changing it ends the chain, so it is never rotated. */
  AUDIT_KEY: hex(64),
  /** Where the chain's newest link is noted every hour; in production on storage that cannot be rewritten. */
  AUDIT_ANCHORS: z.string().default('var/audit-anchors.jsonl'),
  AMAP_JS_KEY: optional(z.string()),
  /** JSON: name of the licence → its number, shown at the foot of the home page. */
  LICENCES: z
    .string()
    .default('{}')
    .pipe(dictionary)
    .transform((each) => Object.entries(each).map(([name, number]) => ({ name, number }))),

  WECHAT_BASE_URL: z.url(),
  WECHAT_APP_ID: z.string().min(1),
  WECHAT_APP_SECRET: z.string().min(16),
  /** Subscription templates by our names (dose_due, order_update, follow_up_due, arrival), JSON. */
  WECHAT_TEMPLATES: dictionary,
  /** Only in the browser version: where people sign in and pay. */
  WECHAT_AUTHORIZE_URL: optional(z.url()),
  WECHAT_CASHIER_URL: optional(z.url()),

  WECHAT_PAY_BASE_URL: z.url(),
  WECHAT_PAY_MCH_ID: z.string().min(8),
  WECHAT_PAY_SERIAL: z.string().min(8),
  WECHAT_PAY_PRIVATE_KEY: pem,
  /** JSON: serial → PEM. */
  WECHAT_PAY_PLATFORM_KEYS: dictionary,
  WECHAT_PAY_API_V3_KEY: z.string().length(32),

  /** Alipay, the second method; all four, or none. */
  ALIPAY_BASE_URL: optional(z.url()),
  ALIPAY_APP_ID: optional(z.string().min(8)),
  ALIPAY_PRIVATE_KEY: pem.optional(),
  ALIPAY_PUBLIC_KEY: pem.optional(),

  AMAP_BASE_URL: z.url(),
  AMAP_KEY: z.string().min(8),
  AMAP_PRIVATE_KEY: optional(z.string()),

  PRESCRIPTION_BASE_URL: z.url(),
  PRESCRIPTION_APP_ID: z.string().min(4),
  PRESCRIPTION_APP_SECRET: z.string().min(16),
  PRESCRIPTION_PRIVATE_KEY: z.string().min(64),
  PRESCRIPTION_PUBLIC_KEY: z.string().min(64),
  PRESCRIPTION_PLATFORM_PUBLIC_KEY: z.string().min(64),
  /** JSON: certificate serial → SM2 public key in hex. */
  PRESCRIPTION_PRESCRIBER_KEYS: dictionary,
  /**
   * JSON list: keys of the pharmacists' signing certificates. Each has `serial` (of the certificate), `alg` (`SM2-SM3` or
   * `RSA-SHA256`), `holder` (the licence number it was issued to; `*` signs for whoever has none, for a demo only), `publicKey`
   * and `privateKey` (SM2 in hex, RSA in PEM). A key that is replaced stays without its private half, else
   * `npm run signatures:verify` can't check what it signed.
   */
  SIGNING_KEYS: signingKeys,

  /** The internet hospital for follow-ups, our own protocol. Off when left out. */
  CONSULTATION_BASE_URL: optional(z.url()),
  CONSULTATION_APP_SECRET: optional(z.string().min(32)),

  /** An OpenAI-compatible service that may help to read and to phrase, `https://host/v1`. Off when left out. */
  LLM_BASE_URL: optional(z.url()),
  LLM_MODEL: optional(z.string()),
  LLM_API_KEY: optional(z.string()),
});
export type Settings = z.infer<typeof Settings> & { PUBLIC_ORIGIN: string; simulated: string[] };

/** Hosts a production deployment may call, per setting. The prescription gateway differs by province and is checked for https only. */
const ALLOWED_HOSTS: Record<string, string[]> = {
  WECHAT_BASE_URL: ['api.weixin.qq.com'],
  WECHAT_PAY_BASE_URL: ['api.mch.weixin.qq.com', 'api2.mch.weixin.qq.com'],
  ALIPAY_BASE_URL: ['openapi.alipay.com'],
  AMAP_BASE_URL: ['restapi.amap.com'],
};
const SYSTEMS: Record<string, string> = {
  WECHAT_BASE_URL: '微信登录与订阅消息',
  WECHAT_PAY_BASE_URL: '微信支付',
  ALIPAY_BASE_URL: '支付宝',
  AMAP_BASE_URL: '高德地图服务',
  PRESCRIPTION_BASE_URL: '电子处方流转平台',
  CONSULTATION_BASE_URL: '互联网医院复诊',
  LLM_BASE_URL: 'AI 解释服务',
};
const SECRETS = [
  'WECHAT_APP_SECRET',
  'WECHAT_PAY_API_V3_KEY',
  'BLIND_INDEX_KEY',
  'AUDIT_KEY',
  'PRESCRIPTION_APP_SECRET',
] as const;
/** Words that stand in examples, never in a real secret. */
const EXAMPLES = /change-?me|example|secret|password|demo|test|123456|abcdef|^(.)\1+$/i;

const isLoopback = (url: string) => ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);

/** Thrown with every fault found, one line each. */
export class SettingsError extends Error {
  override name = 'SettingsError';
  readonly faults: string[];
  constructor(faults: string[]) {
    super(`设置有 ${faults.length} 处问题:\n${faults.map((fault) => `  · ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

/** The settings in `env`, or a SettingsError that names every fault. */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Settings.safeParse(given);
  const faults = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  if (Boolean(given['LLM_BASE_URL']) !== Boolean(given['LLM_MODEL']))
    faults.push('LLM_BASE_URL: 要和 LLM_MODEL 一起填写，或都不填');
  const alipay = ['ALIPAY_BASE_URL', 'ALIPAY_APP_ID', 'ALIPAY_PRIVATE_KEY', 'ALIPAY_PUBLIC_KEY'];
  if (![0, alipay.length].includes(alipay.filter((name) => given[name]).length))
    faults.push('ALIPAY_BASE_URL: 支付宝的四项要一起填写，或都不填');
  if (Boolean(given['CONSULTATION_BASE_URL']) !== Boolean(given['CONSULTATION_APP_SECRET']))
    faults.push('CONSULTATION_BASE_URL: 要和 CONSULTATION_APP_SECRET 一起填写，或都不填');
  const urls = Object.keys(SYSTEMS).filter((name) => URL.canParse(given[name] ?? ''));
  faults.push(
    ...(given['NODE_ENV'] === 'production' ? productionFaults(given) : developmentFaults(given, urls)),
  );
  if (!parsed.success || faults.length > 0) throw new SettingsError(faults);
  const settings = parsed.data;
  return {
    ...settings,
    PUBLIC_ORIGIN: settings.PUBLIC_ORIGIN ?? `http://${settings.HOST}:${settings.PORT}`,
    simulated: urls.filter((name) => isLoopback(given[name]!)).map((name) => SYSTEMS[name]!),
  };
}

/** Outside production only https, or a simulator on this machine. */
const developmentFaults = (given: Record<string, string | undefined>, urls: string[]) =>
  urls
    .filter((name) => !given[name]!.startsWith('https://') && !isLoopback(given[name]!))
    .map((name) => `${name}: 只能是 https 地址或本机的模拟器`);

function productionFaults(given: Record<string, string | undefined>): string[] {
  const faults: string[] = [];
  if (!given['PUBLIC_ORIGIN']?.startsWith('https://'))
    faults.push('PUBLIC_ORIGIN: 正式环境必须是 https 地址');
  if (!given['DATABASE_URL']?.startsWith('mysql://'))
    faults.push('DATABASE_URL: 正式环境必须使用 MySQL 或 MariaDB');
  for (const name of Object.keys(SYSTEMS)) {
    const url = given[name];
    if (!url || !URL.canParse(url)) continue;
    if (!url.startsWith('https://')) faults.push(`${name}: 正式环境必须是 https 地址`);
    const hosts = ALLOWED_HOSTS[name];
    if (hosts && !hosts.includes(new URL(url).host))
      faults.push(`${name}: ${new URL(url).host} 不在允许的主机名单里`);
  }
  for (const name of SECRETS) {
    const value = given[name];
    if (value && (value.length < 32 || EXAMPLES.test(value) || new Set(value).size < 8))
      faults.push(`${name}: 密钥太弱或是示例值`);
  }
  const values = SECRETS.map((name) => given[name]).filter(Boolean);
  if (new Set(values).size < values.length) faults.push('密钥: 不同用途的密钥不能相同');
  for (const name of ['WECHAT_AUTHORIZE_URL', 'WECHAT_CASHIER_URL'])
    if (given[name] && isLoopback(given[name])) faults.push(`${name}: 正式环境不能使用模拟器`);
  return faults;
}
