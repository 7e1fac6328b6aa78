import { generate, generateSecret } from 'otplib';
import { beforeAll, expect, it } from 'vitest';
import { auditTable } from '../../kernel/audit.ts';
import { testDatabase } from '../../kernel/testing.ts';
import { identityWorld } from './testing.ts';

const db = testDatabase();
const secret = generateSecret();
let world: Awaited<ReturnType<typeof identityWorld>>;
beforeAll(async () => void (world = await identityWorld(db)));

let count = 0;
async function pharmacist(login = true) {
  count += 1;
  const id = await world.appointStaff({
    displayName: '沈药师',
    roles: ['pharmacist'],
    openid: `o-${count}`,
    ...(login && { login: { username: `p${count}`, password: 'only-mine-2026', totpSecret: secret } }),
  });
  return { id, role: 'pharmacist' as const, storeId: null, sessionId: null };
}
const refused = (code: string): unknown => expect.objectContaining({ code });

it('takes the own password and nothing else, and writes every refusal down', async () => {
  const fang = await pharmacist();
  await world.proveAgain(fang, { kind: 'password', value: 'only-mine-2026' });
  await expect(world.proveAgain(fang, { kind: 'password', value: 'guess' })).rejects.toEqual(
    refused('PROOF_REFUSED'),
  );
  const rows = await db.read.findBy(auditTable, { actorId: fang.id });
  expect(rows.map(({ action }) => action).sort()).toEqual(['identity.proof_refused', 'identity.proved']);
});

it('takes a code of the authenticator once', async () => {
  const fang = await pharmacist();
  const epoch = Math.floor(world.clock.now.getTime() / 1000);
  const value = await generate({ strategy: 'totp', secret, epoch });
  await world.proveAgain(fang, { kind: 'totp', value });
  await expect(world.proveAgain(fang, { kind: 'totp', value })).rejects.toEqual(refused('PROOF_REFUSED'));
});

it('gives five tries in a minute, then not even the right password', async () => {
  const fang = await pharmacist();
  for (let i = 0; i < 5; i += 1)
    await expect(world.proveAgain(fang, { kind: 'password', value: 'guess' })).rejects.toEqual(
      refused('PROOF_REFUSED'),
    );
  await expect(world.proveAgain(fang, { kind: 'password', value: 'only-mine-2026' })).rejects.toEqual(
    refused('TOO_MANY_REQUESTS'),
  );
});

it('does not count what was right: a busy pharmacist signs more than five in a minute', async () => {
  const fang = await pharmacist();
  for (let i = 0; i < 8; i += 1) await world.proveAgain(fang, { kind: 'password', value: 'only-mine-2026' });
  for (let i = 0; i < 5; i += 1)
    await expect(world.proveAgain(fang, { kind: 'password', value: 'guess' })).rejects.toEqual(
      refused('PROOF_REFUSED'),
    );
  await expect(world.proveAgain(fang, { kind: 'password', value: 'only-mine-2026' })).rejects.toEqual(
    refused('TOO_MANY_REQUESTS'),
  );
});

it('says so when nothing was set up, and an operator may add it later, once', async () => {
  const bare = await pharmacist(false);
  await expect(world.proveAgain(bare, { kind: 'password', value: 'x' })).rejects.toEqual(
    refused('PROOF_NOT_SET_UP'),
  );
  const add = (password: string) =>
    world.appointStaff({
      displayName: '沈药师',
      roles: ['pharmacist'],
      openid: `o-${count}`,
      login: { username: `late${count}`, password, totpSecret: secret },
    });
  expect(await add('first-2026')).toBe(bare.id);
  await add('second-2026');
  await world.proveAgain(bare, { kind: 'password', value: 'first-2026' });
  await expect(world.proveAgain(bare, { kind: 'password', value: 'second-2026' })).rejects.toEqual(
    refused('PROOF_REFUSED'),
  );
});
