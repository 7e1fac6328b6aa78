import { readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { messageOf, type HostLog } from './log.ts';

type Registered = { app?: Record<string, unknown>; pages: Map<string, Record<string, unknown>> };

// What WeChat hides from the app by naming it as a parameter of every module.
const HIDDEN =
  'window document frames self location navigator localStorage sessionStorage history screen alert confirm prompt ' +
  'XMLHttpRequest WebSocket fetch URL URLSearchParams AbortController AbortSignal Blob File FormData TextEncoder TextDecoder ' +
  'crypto queueMicrotask structuredClone process Buffer global require_ performance Intl';

/** The JavaScript realm of the app: no eval, no `new Function`, no browser, no Node. */
export class Realm {
  readonly registered: Registered = { pages: new Map() };
  private readonly context: vm.Context;
  private readonly modules = new Map<string, { exports: unknown }>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly dist: string;
  private readonly given: Record<string, unknown>;
  private loading = '';

  constructor(
    dist: string,
    given: { wx: object; getApp: () => unknown; getCurrentPages: () => unknown[] },
    log: HostLog,
  ) {
    this.dist = dist;
    this.context = vm.createContext({}, { codeGeneration: { strings: false, wasm: false } });
    const say = (words: unknown[]) => void log.errors.push(words.map(messageOf).join(' '));
    const guard = (fn: () => void) => () => {
      try {
        fn();
      } catch (error) {
        log.errors.push(messageOf(error));
      }
    };
    this.given = {
      ...given,
      App: (options: Record<string, unknown>) => void (this.registered.app = options),
      Page: (options: Record<string, unknown>) => void this.registered.pages.set(this.loading, options),
      Component: (options: Record<string, unknown>) => options,
      Behavior: (options: unknown) => options,
      console: { log() {}, info() {}, debug() {}, warn() {}, error: (...words: unknown[]) => say(words) },
      setTimeout: (fn: () => void, ms?: number) => this.keep(setTimeout(guard(fn), ms)),
      setInterval: (fn: () => void, ms?: number) => this.keep(setInterval(guard(fn), ms)),
      clearTimeout: (timer: NodeJS.Timeout) => this.drop(timer),
      clearInterval: (timer: NodeJS.Timeout) => this.drop(timer),
    };
  }

  /** Data as the app would have made it itself. */
  json<T>(value: T): T {
    if (value === undefined) return value;
    return this.evaluate('(text) => JSON.parse(text)')(JSON.stringify(value)) as T;
  }

  /** Runs a module of the build, once. `file` without `.js`. */
  load(file: string): unknown {
    const known = this.modules.get(file);
    if (known) return known.exports;
    const module = { exports: {} as unknown };
    this.modules.set(file, module);
    const names = ['require', 'module', 'exports', ...Object.keys(this.given), ...HIDDEN.split(' ')];
    const code = readFileSync(path.join(this.dist, `${file}.js`), 'utf8');
    const run = vm.runInContext(`(function (${names.join(',')}) {${code}\n})`, this.context, {
      filename: path.join(this.dist, `${file}.js`),
    }) as (...args: unknown[]) => void;
    const require = (to: string) =>
      this.load(path.posix.join(path.posix.dirname(file), to.replace(/\.js$/, '')));
    const before = this.loading;
    this.loading = file;
    run(require, module, module.exports, ...Object.values(this.given));
    this.loading = before;
    return module.exports;
  }

  stop(): void {
    this.timers.forEach((timer) => clearTimeout(timer));
    this.timers.clear();
  }

  private evaluate(code: string): (...args: unknown[]) => unknown {
    return vm.runInContext(code, this.context) as (...args: unknown[]) => unknown;
  }

  private keep(timer: NodeJS.Timeout): NodeJS.Timeout {
    this.timers.add(timer);
    return timer;
  }

  private drop(timer: NodeJS.Timeout): void {
    clearTimeout(timer);
    this.timers.delete(timer);
  }
}
