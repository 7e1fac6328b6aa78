import type { HostLog } from './log.ts';
import type { Realm } from './realm.ts';
import type { Navigate } from './wx-shim.ts';

/** A page as the app made it, with what WeChat adds. */
export type Page = Record<string, unknown> & {
  route: string;
  data: Record<string, unknown>;
  options: object;
};
export type AppJson = {
  pages: string[];
  subPackages?: { root: string; pages: string[] }[];
  tabBar: { list: { pagePath: string }[] };
};

const DEEPEST = 10;

/** Calls a method that may not be there. */
export function call(target: Record<string, unknown> | undefined, name: string, ...args: unknown[]): unknown {
  const method = target?.[name];
  return typeof method === 'function'
    ? (method as (...args: unknown[]) => unknown).apply(target, args)
    : undefined;
}

/** Pages as WeChat keeps them: one stack, tab pages live on. */
export class PageStack {
  readonly pages: Page[] = [];
  readonly navigate: Navigate;
  private readonly tabs = new Map<string, Page>();
  private readonly known: Set<string>;
  private readonly tabPaths: string[];
  private readonly log: HostLog;
  private readonly changed: () => void;
  private readonly realm: () => Realm;

  constructor(app: AppJson, given: { log: HostLog; changed: () => void; realm: () => Realm }) {
    this.log = given.log;
    this.changed = given.changed;
    this.realm = given.realm;
    const inSubpackages = (app.subPackages ?? []).flatMap(({ root, pages }) =>
      pages.map((page) => `${root}/${page}`),
    );
    this.known = new Set([...app.pages, ...inSubpackages]);
    this.tabPaths = app.tabBar.list.map(({ pagePath }) => pagePath);
    this.navigate = {
      navigateTo: ({ url = '' }) => this.navigateTo(url),
      redirectTo: ({ url = '' }) => this.redirectTo(url),
      reLaunch: ({ url = '' }) => this.reLaunch(url),
      switchTab: ({ url = '' }) => this.switchTab(url),
      navigateBack: ({ delta = 1 }) => this.navigateBack(delta),
    };
  }

  get top(): Page {
    return this.pages.at(-1)!;
  }

  isTab(url: string): boolean {
    return this.tabPaths.includes(split(url).route);
  }

  private navigateTo(url: string): void {
    if (this.pages.length >= DEEPEST) throw new Error('navigateTo:fail webview count limit exceed');
    if (this.isTab(url)) throw new Error('navigateTo:fail can not navigateTo a tabbar page');
    const page = this.create(url);
    call(this.top, 'onHide');
    this.show(page, true);
  }

  private redirectTo(url: string): void {
    if (this.isTab(url)) throw new Error('redirectTo:fail can not redirectTo a tabbar page');
    const page = this.create(url);
    this.close(1);
    this.show(page, true);
  }

  private reLaunch(url: string): void {
    const page = this.create(url);
    this.close(this.pages.length);
    this.tabs.clear();
    this.show(page, true);
  }

  private switchTab(url: string): void {
    if (!this.isTab(url)) throw new Error('switchTab:fail can not switch to no-tabBar page');
    const kept = this.tabs.get(split(url).route);
    const page = kept ?? this.create(url);
    while (this.pages.length > 0 && !this.isTab(this.top.route)) this.close(1);
    if (this.pages.length > 0) call(this.pages.pop(), 'onHide');
    this.show(page, !kept);
  }

  private navigateBack(delta: number): void {
    if (this.pages.length < 2) throw new Error('navigateBack:fail cannot navigate back at first page');
    this.close(Math.min(delta, this.pages.length - 1));
    call(this.top, 'onShow');
    this.changed();
  }

  private show(page: Page, isNew: boolean): void {
    this.pages.push(page);
    if (this.isTab(page.route)) this.tabs.set(page.route, page);
    if (isNew) call(page, 'onLoad', page.options);
    call(page, 'onShow');
    if (isNew) call(page, 'onReady');
    this.changed();
  }

  private close(count: number): void {
    for (let i = 0; i < count; i++) call(this.pages.pop(), 'onUnload');
  }

  private create(url: string): Page {
    const { route, query } = split(url);
    if (!this.known.has(route)) throw new Error(`page "${route}" is not found`);
    this.realm().load(route);
    const config = this.realm().registered.pages.get(route);
    if (!config) throw new Error(`${route} registered no page`);
    const data = clone(config['data'] ?? {}) as Record<string, unknown>;
    const page: Page = { ...config, route, __route__: route, options: this.realm().json(query), data };
    page['setData'] = (patch: Record<string, unknown>, then?: () => void) => this.setData(page, patch, then);
    return page;
  }

  private setData(page: Page, patch: Record<string, unknown>, then?: () => void): void {
    this.log.setData.push({ route: page.route, bytes: Buffer.byteLength(JSON.stringify(patch)) });
    for (const [key, value] of Object.entries(patch))
      put(page.data, key, value === undefined ? value : clone(value));
    void Promise.resolve().then(() => {
      then?.call(page);
      this.changed();
    });
  }
}

const clone = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function split(url: string) {
  const [page = '', query] = url.replace(/^\//, '').split('?');
  return { route: page, query: Object.fromEntries(new URLSearchParams(query)) };
}

/** Sets `root.cn.[0].cl`. */
function put(data: Record<string, unknown>, key: string, value: unknown): void {
  const steps = key
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter(Boolean);
  const last = steps.pop()!;
  let at = data;
  for (const step of steps) at = (at[step] ??= {}) as Record<string, unknown>;
  at[last] = value;
}
