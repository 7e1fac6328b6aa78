import { SignJWT } from 'jose';
import { createPublicKey } from 'node:crypto';
import { generate, generateSecret } from 'otplib';
import { beforeAll, describe, expect, it } from 'vitest';
import { anonymous } from '../../kernel/actor.ts';
import { auditTable } from '../../kernel/audit.ts';
import { testDatabase } from '../../kernel/testing.ts';
import { accountTable } from './store.ts';
import { identityWorld } from './testing.ts';

const db = testDatabase();
let world: Awaited<ReturnType<typeof identityWorld>>;
beforeAll(async () => {
  world = await identityWorld(db);
});
const from = { idempotencyKey: null, ip: '127.0.0.1' };
type WorkRole = 'patient' | 'rider' | 'pharmacist';
const signIn = (code: string, role: WorkRole = 'patient') =>
  world.use.signInWithWechat(anonymous, { code, role }, from);

describe('signing in with WeChat', () => {
  it('makes one account for one person, however many first sign-ins come at once', async () => {
    const sessions = await Promise.all([1, 2, 3, 4].map((i) => signIn(`user:lin:${i}`)));
    expect(new Set(sessions.map(({ me }) => me.id)).size).toBe(1);
    expect(await world.authenticate(sessions[0]!.accessToken)).toMatchObject({
      role: 'patient',
      storeId: null,
    });
  });
  it('refuses a code that was used', async () => {
    await signIn('user:used:1');
    await expect(signIn('user:used:1')).rejects.toMatchObject({ code: 'WECHAT_CODE_REJECTED' });
  });
  it('gives nobody a work role they were not appointed to', async () => {
    await expect(signIn('user:stranger:1', 'pharmacist')).rejects.toMatchObject({ code: 'ROLE_NOT_HELD' });
    await world.appointStaff({ displayName: '王药师', roles: ['pharmacist', 'patient'], openid: 'o-wang' });
    expect((await signIn('user:wang:1', 'pharmacist')).me).toMatchObject({
      role: 'pharmacist',
      displayName: '王药师',
    });
    expect((await signIn('user:wang:2', 'patient')).me.role).toBe('patient');
  });
  it('keeps the openid encrypted', async () => {
    const session = await signIn('user:secret:1');
    const row = await db.read.findOneByOrFail(accountTable, { id: session.me.id });
    expect(JSON.stringify(row)).not.toContain('o-secret');
    expect(await world.openidOf(session.me.id)).toBe('o-secret');
  });
});

describe('the refresh token', () => {
  const refresh = (refreshToken: string) => world.use.refresh(anonymous, { refreshToken }, from);
  it('buys one new session answer', async () => {
    const first = await signIn('user:fresh:1');
    const second = await refresh(first.refreshToken);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(await world.authenticate(second.accessToken)).toMatchObject({ id: first.me.id });
  });
  it('ends the whole session when it is shown twice, and leaves a trace', async () => {
    const first = await signIn('user:stolen:1');
    const second = await refresh(first.refreshToken);
    await expect(refresh(first.refreshToken)).rejects.toMatchObject({ code: 'REFRESH_REFUSED' });
    await expect(refresh(second.refreshToken)).rejects.toMatchObject({ code: 'REFRESH_REFUSED' });
    await expect(world.authenticate(second.accessToken)).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    expect(
      await db.read.existsBy(auditTable, { action: 'identity.refresh_reuse', subject: first.me.id }),
    ).toBe(true);
  });
  it('is worth nothing after signing out, nor made up', async () => {
    const session = await signIn('user:bye:1');
    const { id } = session.me;
    const actor = await world.authenticate(session.accessToken);
    await world.use.signOut({ ...actor, id }, {}, from);
    await expect(refresh(session.refreshToken)).rejects.toMatchObject({ code: 'REFRESH_REFUSED' });
    await expect(refresh('a'.repeat(43))).rejects.toMatchObject({ code: 'REFRESH_REFUSED' });
  });
});

describe('the access token', () => {
  it.each([
    ['alg none', async () => `${btoa('{"alg":"none"}')}.${btoa('{"sub":"x","role":"compliance_officer"}')}.`],
    [
      'signed with the public key as an HMAC secret',
      async () => {
        const secret = createPublicKey(world.pem).export({ type: 'spki', format: 'pem' });
        return new SignJWT({ role: 'pharmacist', sid: 'x' })
          .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
          .setSubject('x')
          .setIssuer('xinglin')
          .setAudience('xinglin-api')
          .setExpirationTime('5m')
          .sign(Buffer.from(secret));
      },
    ],
    ['a refresh token', async () => (await signIn('user:mixed:1')).refreshToken],
    ['nothing', async () => ''],
  ])('is refused when it is %s', async (_, make) => {
    await expect(world.authenticate(await make())).rejects.toMatchObject({ status: 401 });
  });
});

describe('staff at the admin panel', () => {
  const secret = generateSecret();
  const login = { username: 'zhang', password: 'correct horse battery staple', totpSecret: secret };
  const code = (shiftSeconds = 0) =>
    generate({
      strategy: 'totp',
      secret,
      epoch: Math.floor(world.clock.now.getTime() / 1000) + shiftSeconds,
    });
  const enter = async (change: Partial<{ account: string; password: string; totp: string }> = {}) =>
    world.use.signInStaff(
      anonymous,
      { account: 'zhang', password: login.password, totp: await code(), ...change },
      { ...from, ip: Math.random().toString() },
    );
  beforeAll(async () => {
    await world.appointStaff({ displayName: '张店员', roles: ['store_staff'], storeId: 'store-1', login });
  });

  it('needs password and code, and works for the one store', async () => {
    expect((await enter()).me).toMatchObject({ role: 'store_staff', storeId: 'store-1' });
  });
  it('takes a code once', async () => {
    world.clock.now = new Date(world.clock.now.getTime() + 60_000);
    const totp = await code();
    await enter({ totp });
    await expect(enter({ totp })).rejects.toMatchObject({ code: 'SIGN_IN_REFUSED' });
  });
  it('refuses wrong password, wrong code, old code and unknown account in the same words', async () => {
    world.clock.now = new Date(world.clock.now.getTime() + 120_000);
    for (const wrong of [
      { password: 'x' },
      { totp: '000000' },
      { totp: await code(-300) },
      { account: 'nobody' },
    ])
      await expect(enter(wrong)).rejects.toMatchObject({ code: 'SIGN_IN_REFUSED', status: 401 });
  });
  it('is not let try for ever', async () => {
    const tries = Array.from({ length: 12 }, () =>
      world.use.signInStaff(anonymous, { account: 'zhang', password: 'x', totp: '123456' }, from),
    );
    const codes = (await Promise.allSettled(tries)).map((t) => (t as PromiseRejectedResult).reason.code);
    expect(codes).toContain('TOO_MANY_REQUESTS');
  });
});

it('a consent is given and taken back, and the newest counts', async () => {
  const { accessToken } = await signIn('user:consent:1');
  const actor = await world.authenticate(accessToken);
  const decide = (granted: boolean) =>
    world.use.decideConsent(actor, { purpose: 'health_record', granted }, from);
  expect(await world.hasConsent(actor.id, 'health_record')).toBe(false);
  await decide(true);
  expect(await world.hasConsent(actor.id, 'health_record')).toBe(true);
  await decide(false);
  expect(await world.hasConsent(actor.id, 'health_record')).toBe(false);
  expect(await world.hasConsent(actor.id, 'insurer_share')).toBe(false);
});
