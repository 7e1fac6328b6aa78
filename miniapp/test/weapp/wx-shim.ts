import type { HostLog } from './log.ts';
import { connectSocket, request } from './wx-network.ts';

export type Point = { longitude: number; latitude: number };
/** What is around the app: the BFF, WeChat and the person. */
export type Outside = {
  /** Origin that requests to the BFF go to, instead of the one built in. */
  origin: string;
  /** What `wx.login` gives: a code of the (simulated) WeChat. */
  login: () => Promise<string>;
  /** Pays what `wx.requestPayment` is given; rejects with `requestPayment:fail cancel` when the person cancels. */
  pay: (params: Record<string, string>) => Promise<void>;
  /** Where the device is; null when the person refuses. */
  location: Point | null;
  /** How the person answers `wx.showModal`. */
  answer: (question: { title: string; content: string }) => boolean;
  /** Whether subscription messages are accepted. */
  subscribe: boolean;
  theme: 'light' | 'dark';
};
type Move = 'navigateTo' | 'redirectTo' | 'reLaunch' | 'switchTab' | 'navigateBack';
export type Navigate = Record<Move, (options: { url?: string; delta?: number }) => void>;

export type Options = Record<string, unknown> & {
  success?: (result: unknown) => void;
  fail?: (failure: { errMsg: string }) => void;
  complete?: (result: unknown) => void;
};
export type Tools = {
  outside: Outside;
  log: HostLog;
  /** To be called whenever something may have changed on screen. */
  changed: () => void;
  /** Data as the app would have made it itself. */
  json: <T>(value: T) => T;
};
type Api = (run: (options: Options) => unknown) => (options?: Options) => void;

/** `wx` as the app sees it; unknown names are noted in `log.missing`. */
export function createWx(
  outside: Outside,
  { navigate, ...rest }: Omit<Tools, 'outside'> & { navigate: Navigate },
) {
  const tools: Tools = { outside, ...rest };
  const api = apiOf(tools);
  const sockets = new Set<{ close(): void }>();
  const { events, emit } = eventsOf(tools);
  const moves = Object.entries(navigate).map(([name, move]) => [
    name,
    api((options) => void move(options as { url?: string })),
  ]);
  const wx = {
    ...deviceOf(tools),
    ...storageOf(tools),
    ...personOf(tools, api),
    ...events,
    ...Object.fromEntries(silent.map((name) => [name, api(() => ({}))])),
    ...Object.fromEntries(moves),
    request: (options: Options) => request(options, tools),
    connectSocket: (options: { url: string }) => connectSocket(options, tools, sockets),
  };
  return { wx: noteMissing(wx, tools.log), emit, close: () => sockets.forEach((socket) => socket.close()) };
}

/** An API in WeChat's shape: options with callbacks; it answers later, never at once. */
function apiOf({ log, changed, json }: Tools): Api {
  return (run) =>
    (options = {}) => {
      const say = (then: ((value: never) => void) | undefined, value: object) => {
        const answer = json(value);
        then?.(answer as never);
        options.complete?.(answer);
      };
      void Promise.resolve()
        .then(() => run(options))
        .then(
          (result) => say(options.success, { errMsg: 'ok', ...(result as object) }),
          (error: unknown) =>
            say(options.fail, { errMsg: error instanceof Error ? error.message : String(error) }),
        )
        .catch((error: unknown) => log.errors.push(String(error)))
        .finally(changed);
    };
}

const refuse = (message: string): never => {
  throw new Error(message);
};

/** What the person is asked, or does. */
function personOf({ outside, log }: Tools, api: Api) {
  const words = (options: Options) =>
    Object.fromEntries(
      Object.entries(options).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  return {
    login: api(async () => ({ code: await outside.login() })),
    requestPayment: api((options) => outside.pay(words(options))),
    requestSubscribeMessage: api(({ tmplIds }) =>
      Object.fromEntries((tmplIds as string[]).map((id) => [id, outside.subscribe ? 'accept' : 'reject'])),
    ),
    getLocation: api(() => outside.location ?? refuse('getLocation:fail auth deny')),
    chooseLocation: api(() => {
      const place = outside.location ?? refuse('chooseLocation:fail cancel');
      return { name: '选中的地点', address: '选中的地址', ...place };
    }),
    startLocationUpdate: api(() => (outside.location ? {} : refuse('startLocationUpdate:fail auth deny'))),
    chooseMedia: api(() => refuse('chooseMedia:fail cancel')),
    showModal: api(({ title, content }) => {
      const confirm = outside.answer({
        title: String(title),
        content: (content as string | undefined) ?? '',
      });
      return { confirm, cancel: !confirm };
    }),
    showToast: api(({ title }) => void log.toasts.push(String(title))),
    makePhoneCall: api(({ phoneNumber }) => void log.phoneCalls.push(String(phoneNumber))),
  };
}

// They do something on a phone and nothing here.
const silent = (
  'setNavigationBarTitle setNavigationBarColor setBackgroundColor setTabBarStyle stopPullDownRefresh startPullDownRefresh ' +
  'setClipboardData setKeepScreenOn hideToast showLoading hideLoading pageScrollTo showShareMenu vibrateShort openSetting ' +
  'setTabBarBadge removeTabBarBadge previewImage stopLocationUpdate'
).split(' ');

function storageOf({ json }: Tools) {
  const storage = new Map<string, string>();
  return {
    getStorageSync: (key: string) => (storage.has(key) ? json(JSON.parse(storage.get(key)!)) : ''),
    setStorageSync: (key: string, value: unknown) => void storage.set(key, JSON.stringify(value)),
    removeStorageSync: (key: string) => void storage.delete(key),
  };
}

function deviceOf({ outside, json }: Tools) {
  const window = {
    windowWidth: 375,
    windowHeight: 667,
    screenWidth: 375,
    screenHeight: 667,
    pixelRatio: 2,
    statusBarHeight: 20,
  };
  const opened = { path: 'home/index', query: {}, scene: 1001 };
  return {
    env: { USER_DATA_PATH: '/' },
    canIUse: () => true,
    getAppBaseInfo: () =>
      json({ theme: outside.theme, SDKVersion: '3.7.0', language: 'zh_CN', fontSizeSetting: 17 }),
    getWindowInfo: () => json(window),
    getSystemInfoSync: () => json({ ...window, platform: 'devtools', SDKVersion: '3.7.0' }),
    getDeviceInfo: () => json({ platform: 'devtools', system: 'iOS 17' }),
    getLaunchOptionsSync: () => json(opened),
    getEnterOptionsSync: () => json(opened),
    getMenuButtonBoundingClientRect: () =>
      json({ top: 24, left: 281, right: 368, bottom: 56, width: 87, height: 32 }),
    getNetworkType: ({ success }: { success?: (answer: object) => void }) =>
      success?.(json({ networkType: 'wifi' })),
    nextTick: (then: () => void) => void Promise.resolve().then(then),
    createSelectorQuery,
    getFileSystemManager: () => ({}),
  };
}

const heardOf =
  'AppShow AppHide ThemeChange NetworkStatusChange LocationChange Error UnhandledRejection PageNotFound WindowResize';

/** `wx.onX` and `wx.offX`, and a way to make X happen. */
function eventsOf({ json }: Tools) {
  const ears: Record<string, Set<(value: unknown) => void>> = {};
  const events = heardOf.split(' ').flatMap((event) => {
    const listening = (ears[event] = new Set());
    return [
      [`on${event}`, (listen: (value: unknown) => void) => void listening.add(listen)],
      [
        `off${event}`,
        (listen?: (value: unknown) => void) => (listen ? void listening.delete(listen) : listening.clear()),
      ],
    ];
  });
  return {
    events: Object.fromEntries(events) as Record<string, unknown>,
    emit: (event: string, value: object) => ears[event]?.forEach((listen) => listen(json(value))),
  };
}

// Taro and webpack look for these to see where they are.
const PROBES = /^(webpackJsonp|then|toJSON|__|cloud|worklet)|^[A-Z]/;

function noteMissing(wx: Record<string, unknown>, log: HostLog): object {
  return new Proxy(wx, {
    get(target, name) {
      const known = typeof name === 'symbol' || name in target || PROBES.test(name);
      if (!known && !log.missing.includes(name)) log.missing.push(name);
      return target[name as string];
    },
  });
}

/** Sizes are made up: there is no layout here. */
function createSelectorQuery() {
  const answers: object[] = [];
  const answer = (value: object, then?: (value: object) => void) => {
    answers.push(value);
    then?.(value);
    return query;
  };
  const chosen = {
    boundingClientRect: (then?: (rect: object) => void) =>
      answer({ left: 0, top: 0, width: 343, height: 240 }, then),
    fields: (_: object, then?: (fields: object) => void) => answer({ width: 343, height: 240 }, then),
    node: (then?: (node: object) => void) => answer({ node: null }, then),
  };
  const query = {
    in: () => query,
    select: () => chosen,
    selectAll: () => chosen,
    selectViewport: () => chosen,
    exec: (then?: (all: object[]) => void) => then?.(answers),
  };
  return query;
}
