import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { generate } from 'otplib';
import { createClient, type Call } from '@xinglin/shared/kernel/client';
import { freshDatabase } from '../src/kernel/testing.ts';
import { signInStaff, signInWithWechat, type Me } from '@xinglin/shared/identity/contract';
import { stopAll } from '../../scripts/lib/processes.mjs';
import { startProduct } from '../../scripts/lib/product.mjs';
import { freePort } from '../../scripts/lib/services.mjs';

/** A folder in which the demo city is loaded already; copying it saves a minute of importing. */
const PREPARED = process.env['XINGLIN_PREPARED'];

/** The whole product with a demo city of its own, on a free port; `stop` ends every process and forgets the data. */
export async function freshProduct(): Promise<Product & { stop(): Promise<void> }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'xinglin-product-'));
  const server = process.env['TEST_DATABASE_URL'];
  if (PREPARED && !server) cpSync(PREPARED, folder, { recursive: true });
  const env: Record<string, string> = server
    ? { DATABASE_URL: await freshDatabase(server), REDIS_URL: process.env['TEST_REDIS_URL']! }
    : {};
  const product = await startProduct({ port: await freePort(), folder, env });
  return {
    ...product,
    async stop() {
      await stopAll();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Product = {
  origin: string;
  controls: Record<string, { control: string; origin: string }>;
  environment: Record<string, string>;
  staff: { username: string; password: string; totpSecret: string; store?: string }[];
};
export type Person = { call: Call; me: Me; token: string };

/** A typed client of the running product, as a phone has one. */
export function clientOf(origin: string, token?: string): Call {
  return createClient({
    token: () => token,
    async transport({ method, url, headers, body }) {
      const response = await fetch(`${origin}/api${url}`, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { status: response.status, body: await response.json() };
    },
  });
}

/** Signs a demo person in through the simulated WeChat. */
export async function wechatPerson(
  { origin, controls }: Product,
  user: string,
  role: 'patient' | 'rider' | 'pharmacist' = 'patient',
): Promise<Person> {
  const answer = await fetch(`${controls['wechat']!.origin}/__client/login`, {
    method: 'POST',
    body: JSON.stringify({ user }),
  });
  const { code } = (await answer.json()) as { code: string };
  const session = await clientOf(origin)(signInWithWechat, { code, role });
  return { call: clientOf(origin, session.accessToken), me: session.me, token: session.accessToken };
}

const usedIn = new Map<string, number>();
const STEP_MS = 30_000;

/** A code of the member of staff that was not used yet: each is good once, so the next one may have to be waited for. */
export async function totpOf({ username, totpSecret }: Product['staff'][number]): Promise<string> {
  const step = () => Math.floor(Date.now() / STEP_MS);
  if (usedIn.get(username) === step())
    await new Promise((resolve) => setTimeout(resolve, STEP_MS - (Date.now() % STEP_MS) + 200));
  usedIn.set(username, step());
  return generate({ strategy: 'totp', secret: totpSecret });
}

/** Signs a member of the demo staff in with password and code. */
export async function staffPerson(
  { origin, staff }: Product,
  wanted: { store: string } | { username: string },
): Promise<Person> {
  const login = staff.find((each) =>
    'store' in wanted ? each.store === wanted.store : each.username === wanted.username,
  );
  if (!login) throw new Error(`nobody of the demo staff works at ${JSON.stringify(wanted)}`);
  const totp = await totpOf(login);
  const session = await clientOf(origin)(signInStaff, {
    account: login.username,
    password: login.password,
    totp,
  });
  return { call: clientOf(origin, session.accessToken), me: session.me, token: session.accessToken };
}

/** What a demo pharmacist signs with. */
export const signingPassword = ({ staff }: Pick<Product, 'staff'>, username: string): string =>
  staff.find((each) => each.username === username)!.password;

/** Reads until what was read is as wanted; fails with the last of it after `ms`. */
export async function until<T>(
  read: () => Promise<T>,
  wanted: (value: T) => boolean,
  ms = 20_000,
): Promise<T> {
  const deadline = Date.now() + ms;
  for (;;) {
    const value = await read();
    if (wanted(value)) return value;
    if (Date.now() > deadline)
      throw new Error(`still not as wanted after ${ms} ms: ${JSON.stringify(value).slice(0, 800)}`);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}
