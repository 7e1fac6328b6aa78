/** What went on in the host, for assertions. */
export type HostLog = {
  /** Uncaught errors of the app and `console.error`. */
  errors: string[];
  /** APIs of `wx` that the app asked for and the host has not. */
  missing: string[];
  /** Complaints of WeChat's template runtime. */
  wxml: string[];
  toasts: string[];
  /** Bytes of each setData, as JSON. */
  setData: { route: string; bytes: number }[];
  requests: { method: string; path: string; status: number }[];
  phoneCalls: string[];
};

export const newLog = (): HostLog => ({
  errors: [],
  missing: [],
  wxml: [],
  toasts: [],
  setData: [],
  requests: [],
  phoneCalls: [],
});

export const messageOf = (error: unknown): string =>
  error && typeof error === 'object' && 'stack' in error ? String(error.stack) : String(error);
