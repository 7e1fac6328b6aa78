import { z } from 'zod';
import { Done, Id, Role, endpoint } from '../kernel/endpoint.ts';
import { problems } from '../kernel/problem.ts';
import { Instant } from '../kernel/time.ts';

/** The person signed in, in the one role this session has. */
export const Me = z.object({
  id: Id,
  role: Role,
  displayName: z.string(),
  /** Only for store staff: the one store whose things they see. */
  storeId: Id.nullable(),
});
export type Me = z.infer<typeof Me>;

/** Access token: short-lived JWT. Refresh token: opaque, good for one use; using it twice ends the whole session. */
export const Session = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  accessExpiresAt: Instant,
  me: Me,
});
export type Session = z.infer<typeof Session>;

export const signInWithWechat = endpoint({
  method: 'POST',
  path: '/identity/wechat-sign-in',
  summary: '微信登录:用 wx.login 的 code 换取会话',
  access: 'public',
  owner: 'anyone',
  input: z.strictObject({
    code: z.string().min(1).max(128),
    /** The work this session is for; refused unless the account holds the role. */
    role: z.enum(['patient', 'rider', 'pharmacist']).default('patient'),
  }),
  output: Session,
});

export const signInStaff = endpoint({
  method: 'POST',
  path: '/identity/staff-sign-in',
  summary: '员工登录:密码与动态口令',
  access: 'public',
  owner: 'anyone',
  input: z.strictObject({
    account: z.string().min(2).max(64),
    password: z.string().min(1).max(128),
    totp: z.string().regex(/^\d{6}$/),
  }),
  output: Session,
});

export const refreshSession = endpoint({
  method: 'POST',
  path: '/identity/refresh',
  summary: '用一次性的刷新令牌换取新会话',
  access: 'public',
  owner: 'anyone',
  input: z.strictObject({ refreshToken: z.string().min(20).max(256) }),
  output: Session,
});

export const signOut = endpoint({
  method: 'POST',
  path: '/identity/sign-out',
  summary: '退出登录，令牌立即失效',
  access: ['patient', 'rider', 'pharmacist', 'store_staff', 'compliance_officer'],
  owner: 'caller',
  input: z.strictObject({}),
  output: Done,
});

export const getMe = endpoint({
  method: 'GET',
  path: '/identity/me',
  summary: '我是谁',
  access: ['patient', 'rider', 'pharmacist', 'store_staff', 'compliance_officer'],
  owner: 'caller',
  input: z.strictObject({}),
  output: Me,
});

/** What a person may agree to, each on its own (PIPL 28–30: separate consent for sensitive data). */
export const ConsentPurpose = z.enum([
  'health_record',
  'precise_location',
  'medication_reminder',
  'insurer_share',
]);
export type ConsentPurpose = z.infer<typeof ConsentPurpose>;

export const Consent = z.object({
  purpose: ConsentPurpose,
  policyVersion: z.string(),
  granted: z.boolean(),
  decidedAt: Instant.nullable(),
});
export type Consent = z.infer<typeof Consent>;

export const getConsents = endpoint({
  method: 'GET',
  path: '/identity/consents',
  summary: '我的各项单独同意',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({}),
  output: z.object({ consents: z.array(Consent) }),
});

export const decideConsent = endpoint({
  method: 'PUT',
  path: '/identity/consents/:purpose',
  summary: '同意或撤回一项单独同意',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({ purpose: ConsentPurpose, granted: z.boolean() }),
  output: Consent,
});

export const identityProblem = problems({
  WECHAT_CODE_REJECTED: [401, '微信登录凭证已失效，请重新登录'],
  WECHAT_LOGIN_BLOCKED: [403, '微信判定该账号存在风险，暂时不能登录'],
  ROLE_NOT_HELD: [403, '该微信账号没有开通此工作身份'],
  SIGN_IN_REFUSED: [401, '账号、密码或动态口令不正确'],
  PROOF_REFUSED: [403, '口令或动态码不正确，没有签名，请重试'],
  PROOF_NOT_SET_UP: [403, '您还没有设置签名口令或动态码，请联系管理员开通'],
  REFRESH_REFUSED: [401, '登录已失效，请重新登录'],
});
