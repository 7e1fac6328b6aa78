/** People at real browsers: a phone of 390×844 or a desk of 1366×768, and what must not be seen on any page of a walk. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { CHROMIUM } from '../../../scripts/lib/services.mjs';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Set to a folder to keep a picture of every page looked at. */
const PICTURES = process.env['WALK_PICTURES'];
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1366, height: 768 };
const WAIT_MS = 30_000;

type Where = { lng: number; lat: number };
type Violation = { id: string; impact: string; help: string; nodes: { html: string }[] };

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: CHROMIUM, args: FLAGS });

/** One person with a browser of their own. */
export class Visitor {
  readonly faults: string[] = [];
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #name: string;
  #pictures = 0;

  private constructor(name: string, context: BrowserContext, page: Page) {
    this.#name = name;
    this.#context = context;
    this.page = page;
    page.setDefaultTimeout(WAIT_MS);
    page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(`${name}: ${message.text()} @ ${page.url()}`);
    });
    page.on('pageerror', (error) => this.faults.push(`${name}: ${error.message} @ ${page.url()}`));
  }

  /** `at`: where the phone is, in WGS-84 as a browser measures; at a desk there is none. */
  static async phone(browser: Browser, name: string, at: Where, scheme: 'light' | 'dark' = 'light') {
    const geolocation = { longitude: at.lng, latitude: at.lat, accuracy: 10 };
    const context = await browser.newContext({
      viewport: PHONE,
      locale: 'zh-CN',
      colorScheme: scheme,
      geolocation,
      permissions: ['geolocation'],
      hasTouch: true,
    });
    return new Visitor(name, context, await context.newPage());
  }
  static async desk(browser: Browser, name: string) {
    const context = await browser.newContext({ viewport: DESK, locale: 'zh-CN' });
    return new Visitor(name, context, await context.newPage());
  }

  open = (url: string) => this.page.goto(url);
  moveTo = ({ lng, lat }: Where) =>
    this.#context.setGeolocation({ longitude: lng, latitude: lat, accuracy: 10 });
  /** The element of the page on top; earlier pages stay in the document, hidden. */
  at = (id: string) => this.page.locator(`[id="${id}"]:visible`).last();
  /** The first visible element whose id begins so. */
  first = (prefix: string) => this.page.locator(`[id^="${prefix}"]:visible`).first();
  sees = (text: string | RegExp) => this.page.getByText(text).locator('visible=true').first().waitFor();
  tap = (id: string) => this.at(id).click();
  tapText = (text: string | RegExp) => this.page.getByText(text).locator('visible=true').first().click();
  async type(id: string, text: string) {
    const box = this.at(id);
    await box.waitFor();
    const inner = box.locator('input, textarea');
    await ((await inner.count()) > 0 ? inner.first() : box).fill(text);
  }

  /** Counts taps from now on as the page feels them; what it returns tells how many. */
  async countTaps(): Promise<() => Promise<number>> {
    await this.page.evaluate(() => {
      const felt = window as unknown as { taps: number };
      felt.taps = 0;
      document.addEventListener('pointerdown', () => (felt.taps += 1), true);
    });
    return () => this.page.evaluate(() => (window as unknown as { taps: number }).taps);
  }

  /** What the page was meant to say no to, and the browser notes as an error. */
  forgive(what: RegExp) {
    const kept = this.faults.filter((fault) => !what.test(fault));
    this.faults.splice(0, this.faults.length, ...kept);
  }

  /** Signs in as one of the demo people, on the page of the simulated WeChat. */
  async signIn(origin: string, person: string, role?: 'rider' | 'pharmacist') {
    await this.open(`${origin}/#/account/sign-in/index${role ? `?role=${role}` : ''}`);
    await this.tap('agree');
    await this.tap('wechat');
    await this.page.getByRole('link', { name: person }).first().click();
    await this.page.waitForURL((url) => url.href.startsWith(origin) && !url.hash.includes('sign-in'));
  }

  /** Notes serious violations of WCAG on the page as it stands, and keeps a picture when asked to. */
  async look(what: string) {
    await this.#settled();
    if (PICTURES) {
      mkdirSync(PICTURES, { recursive: true });
      this.#pictures += 1;
      const file = `${this.#name}-${String(this.#pictures).padStart(2, '0')}-${what}.png`;
      await this.page.screenshot({ path: path.join(PICTURES, file), fullPage: true });
    }
    await this.page.evaluate(AXE);
    const violations = await this.page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run(options: object): Promise<{ violations: Violation[] }> };
      };
      const options = { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] };
      return (await axe.run(options)).violations;
    });
    for (const { id, impact, help, nodes } of violations)
      if (impact === 'serious' || impact === 'critical')
        this.faults.push(
          `${this.#name} on ${what}: ${id} (${help}) ${nodes
            .slice(0, 3)
            .map(({ html }) => html.slice(0, 160))
            .join(' | ')}`,
        );
  }

  /** Half-faded words have half their contrast: waits until nothing has moved for a while, or only what never stops. */
  #settled = () =>
    this.page.evaluate(async () => {
      const moving = () =>
        document.getAnimations().some((each) => {
          const endless = each.effect?.getTiming().iterations === Infinity;
          return each.playState === 'running' && !endless;
        });
      for (let quiet = 0, turns = 0; quiet < 5 && turns < 60; turns += 1) {
        await new Promise((turn) => setTimeout(turn, 60));
        quiet = moving() ? 0 : quiet + 1;
      }
    });

  /** What the person had before them when the walk stopped. */
  async keepLastSight(folder: string) {
    mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: path.join(folder, `stopped-${this.#name}.png`) }).catch(() => {});
  }
  close = () => this.#context.close();
}
