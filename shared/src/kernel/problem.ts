/** A failure the caller can understand and act on. Anything else thrown is a bug, and becomes a 500. */
export class Problem extends Error {
  override name = 'Problem';

  readonly code: string;
  readonly status: number;
  /** One Chinese sentence for the person at the screen. */
  readonly detail: string;
  readonly extra: Record<string, unknown>;

  constructor(code: string, status: number, detail: string, extra: Record<string, unknown> = {}) {
    super(`${code}: ${detail}`);
    this.code = code;
    this.status = status;
    this.detail = detail;
    this.extra = extra;
  }
}

/** Declares the problems of one capability, code → HTTP status and Chinese sentence, and returns the way to raise them. */
export function problems<const T extends Record<string, readonly [status: number, detail: string]>>(
  table: T,
) {
  return (code: keyof T & string, extra?: Record<string, unknown>) => {
    const [status, detail] = table[code]!;
    return new Problem(code, status, detail, extra);
  };
}

export const problem = problems({
  INVALID_INPUT: [400, '填写的内容有误，请检查后再试'],
  IDEMPOTENCY_KEY_MISSING: [400, '缺少防重复提交的标识，请重试'],
  NOT_SIGNED_IN: [401, '请先登录'],
  TOKEN_EXPIRED: [401, '登录已过期，请重新登录'],
  NOT_ALLOWED: [403, '您没有权限进行此操作'],
  CONSENT_REQUIRED: [403, '需要您先单独同意，才能使用这项功能'],
  NOT_FOUND: [404, '没有找到您要的内容'],
  METHOD_NOT_ALLOWED: [405, '不支持这种请求方式'],
  ILLEGAL_TRANSITION: [409, '当前状态下不能进行此操作，请刷新后再试'],
  CHANGED_MEANWHILE: [409, '内容刚刚被更新过，请刷新后再试'],
  IDEMPOTENCY_IN_PROGRESS: [409, '上一次提交还在处理，请稍候'],
  PAYLOAD_TOO_LARGE: [413, '提交的内容太大'],
  IDEMPOTENCY_MISMATCH: [422, '同一个提交标识用于了不同的内容'],
  TOO_MANY_REQUESTS: [429, '操作太频繁，请稍后再试'],
  INTERNAL: [500, '系统开小差了，请稍后再试'],
  UPSTREAM_UNAVAILABLE: [503, '外部服务暂时不可用，请稍后再试'],
  DATABASE_BUSY: [503, '系统繁忙，请稍后再试'],
  OFFLINE: [599, '网络不可用，请检查网络后重试'],
});
