/**
 * A mini-program without WeChat: runs the *built* bundle in a realm like WeChat's (own globals, no eval, no browser),
 * renders its templates with WeChat's own compiler, and lets a test be the person: open, tap, type, read.
 *
 *   const app = await launch({ origin: 'http://127.0.0.1:8080', login: async () => code });
 *   await app.waitForText('哪里不舒服？');
 *   await app.tap('开始症状自查');           // by words, by aria-label, by '#id' or by '.class'
 *   await app.input('#search', '布洛芬');
 *   expect(app.log.errors).toEqual([]);
 *   app.close();
 *
 * Limits: no layout, native components (map, canvas, picker) are boxes; `fire` sends them their events.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { messageOf, newLog, type HostLog } from './log.ts';
import { PageStack, call, type AppJson, type Page } from './page-stack.ts';
import { Realm } from './realm.ts';
import { createWx, type Outside } from './wx-shim.ts';
import { compileTemplates, findAll, textOf, type Node } from './wxml.ts';

const DIST = path.resolve(import.meta.dirname, '../../dist/weapp');
const WAIT_MS = 20_000;

export type LaunchOptions = Partial<Outside> & {
  dist?: string;
  /** Page and query that the app is opened with, e.g. `open/index?to=order`. */
  path?: string;
};
export type Host = Awaited<ReturnType<typeof launch>>;

const standardOutside: Outside = {
  origin: 'http://127.0.0.1:9',
  login: async () => 'code',
  pay: async () => undefined,
  location: null,
  answer: () => true,
  subscribe: true,
  theme: 'light',
};

/** Boots the app and opens its first page. */
export async function launch({ dist = DIST, path: first = 'home/index', ...given }: LaunchOptions = {}) {
  if (!existsSync(path.join(dist, 'app.json')))
    throw new Error(`${dist} is not built: run npm run build:weapp first`);
  const log = newLog();
  const outside = { ...standardOutside, ...given };
  const waiting = new Set<() => void>();
  const changed = () => waiting.forEach((check) => check());
  const appJson = JSON.parse(readFileSync(path.join(dist, 'app.json'), 'utf8')) as AppJson;
  const stack = new PageStack(appJson, { log, changed, realm: () => realm });
  const shim = createWx(outside, {
    navigate: stack.navigate,
    log,
    changed,
    json: (value) => realm.json(value),
  });
  const realm: Realm = new Realm(
    dist,
    { wx: shim.wx, getApp: () => realm.registered.app, getCurrentPages: () => [...stack.pages] },
    log,
  );
  const render = compileTemplates(dist, log);
  const rejected = (error: unknown) => void log.errors.push(messageOf(error));
  process.on('unhandledRejection', rejected);

  realm.load('app');
  const [page, query] = first.split('?');
  const opened = realm.json({
    path: page,
    query: Object.fromEntries(new URLSearchParams(query)),
    scene: 1001,
  });
  call(realm.registered.app, 'onLaunch', opened);
  call(realm.registered.app, 'onShow', opened);
  stack.navigate.reLaunch({ url: `/${first}` });

  const eyes = sight({
    tree: () => render(stack.top.route, stack.top.data),
    route: () => stack.top.route,
    waiting,
    log,
  });
  await eyes.waitUntil('the first page', () => eyes.text() !== '');
  return {
    log,
    /** Change these while the app runs. */
    outside,
    ...eyes,
    ...hands({ stack, realm, eyes, log }),
    /** What was given to the page in front. */
    query: () => stack.top.options as Record<string, string>,
    depth: () => stack.pages.length,
    /** What WeChat tells the app: `NetworkStatusChange`, `ThemeChange`, `AppShow`, `LocationChange`. */
    tell: (event: string, value: object) => shim.emit(event, value),
    biggestSetData: () => Math.max(0, ...log.setData.map(({ bytes }) => bytes)),
    close: () => {
      process.off('unhandledRejection', rejected);
      shim.close();
      realm.stop();
    },
  };
}

type Seen = { tree: () => Node; route: () => string; waiting: Set<() => void>; log: HostLog };

/** What is on the screen, and waiting for it: looked at again whenever the app sets data or hears from outside. */
function sight({ tree, route, waiting, log }: Seen) {
  const waitUntil = (what: string, look: () => boolean, ms = WAIT_MS): Promise<void> =>
    new Promise((resolve, reject) => {
      const check = () => {
        if (!look()) return;
        waiting.delete(check);
        clearTimeout(timer);
        resolve();
      };
      const giveUp = () => {
        waiting.delete(check);
        const seen = `On ${route()}:\n${textOf(tree())}\ntoasts: ${log.toasts.join()}\nerrors: ${log.errors.join('\n')}`;
        reject(new Error(`waited ${ms} ms for ${what}. ${seen}`));
      };
      const timer = setTimeout(giveUp, ms);
      waiting.add(check);
      check();
    });
  const has = (wanted: string) => findAll(tree(), wanted).length > 0;
  return {
    tree,
    route,
    text: () => textOf(tree()),
    has,
    count: (wanted: string) => findAll(tree(), wanted).length,
    attribute: (wanted: string, name: string) => findAll(tree(), wanted)[0]?.attr?.[name],
    /** Waits for what shows no text: a toast, a request. */
    waitUntil,
    waitForText: (text: string, ms?: number) => waitUntil(`「${text}」`, () => has(text), ms),
    waitForNoText: (text: string, ms?: number) => waitUntil(`「${text}」 to go`, () => !has(text), ms),
    waitForRoute: (wanted: string, ms?: number) =>
      waitUntil(`the page ${wanted}`, () => route() === wanted, ms),
  };
}

type Body = { stack: PageStack; realm: Realm; eyes: ReturnType<typeof sight>; log: HostLog };

/** What a person can do. */
function hands({ stack, realm, eyes, log }: Body) {
  const send = async (wanted: string, type: string, detail: object) => {
    await eyes.waitForText(wanted);
    bubble(stack.top, findAll(eyes.tree(), wanted)[0]!, type, realm.json(detail));
    await settle(log);
  };
  return {
    /** Taps what is there now, or as soon as it is. */
    tap: (wanted: string) => send(wanted, 'tap', { x: 0, y: 0 }),
    input: (wanted: string, value: string) => send(wanted, 'input', { value, cursor: value.length }),
    /** Any other event of a component: `confirm`, `change`, `markertap`, `scrolltolower`. */
    fire: (wanted: string, type: string, detail: object = {}) => send(wanted, type, detail),
    back: async () => {
      stack.navigate.navigateBack({ delta: 1 });
      await settle(log);
    },
    open: async (url: string) => {
      stack.navigate[stack.isTab(url) ? 'switchTab' : 'navigateTo']({ url });
      await settle(log);
    },
    pullDown: async () => void (await call(stack.top, 'onPullDownRefresh')),
    /** What a friend would get. */
    share: () =>
      call(stack.top, 'onShareAppMessage', realm.json({ from: 'menu' })) as { title: string; path: string },
  };
}

/** Lets the app finish what it does at once: no data set for three turns. What needs the network is waited for by text. */
async function settle({ setData }: HostLog): Promise<void> {
  for (let quiet = 0, seen = -1; quiet < 3; quiet++) {
    if (setData.length !== seen) quiet = 0;
    seen = setData.length;
    await new Promise<void>((resolve) => setTimeout(resolve));
  }
}

/** Sends an event from a node up to the page, as WeChat does; `catch…` ends it. */
function bubble(page: Page, from: Node, type: string, detail: object): void {
  let heard = false;
  const idOf = ({ attr }: Node) => ({
    id: (attr?.['id'] as string | undefined) ?? '',
    dataset: { sid: attr?.['data-sid'] ?? attr?.['id'] },
  });
  for (let node: Node | undefined = from; node; node = node.parent) {
    const handler = node.attr?.[`bind${type}`] ?? node.attr?.[`catch${type}`];
    if (typeof handler !== 'string' || node.attr?.['disabled'] === true) continue;
    heard = true;
    call(page, handler, {
      type,
      timeStamp: Date.now(),
      target: idOf(from),
      currentTarget: idOf(node),
      detail,
    });
    if (node.attr?.[`catch${type}`]) break;
  }
  if (!heard) throw new Error(`nothing on ${page.route} listens to ${type} at 「${textOf(from)}」`);
}
