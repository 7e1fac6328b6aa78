import { identityProblem } from '@xinglin/shared/identity/contract';
import { problem } from '@xinglin/shared/kernel/problem';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import { attemptLimit } from '../../kernel/attempt-limit.ts';
import type { Deps } from './ports.ts';
import { stepOf } from './sign-in-staff.ts';
import { identityStore } from './store.ts';

const TRIES = 5;

/**
 * For acts that bind a person: who is signed in proves it once more, with their own password or a code of their authenticator
 * (good once). Every refusal is written down; five wrong ones in a minute.
 * @throws PROOF_REFUSED, PROOF_NOT_SET_UP, TOO_MANY_REQUESTS
 */
export function proveAgain(deps: Deps) {
  const { db, passwords } = deps;
  const limit = attemptLimit(TRIES);
  return async (
    actor: Actor,
    { kind, value }: { kind: 'password' | 'totp'; value: string },
  ): Promise<void> => {
    await limit(actor.id);
    const account = await identityStore(db.read).account(actor.id);
    if (!account || account.disabledAt) throw problem('NOT_ALLOWED');
    if (!(kind === 'password' ? account.passwordHash : account.totpSecret))
      throw identityProblem('PROOF_NOT_SET_UP');
    const holds =
      kind === 'password'
        ? await passwords.verify(account.passwordHash, value)
        : await useCode(deps, await stepOf(deps, account, value), actor.id);
    await db.write((tx) =>
      audit(tx, actor, `identity.${holds ? 'proved' : 'proof_refused'}`, actor.id, { kind }),
    );
    if (!holds) throw identityProblem('PROOF_REFUSED');
    // A busy pharmacist signs more often than somebody who guesses may try.
    await limit.giveBack(actor.id);
  };
}

const useCode = async ({ db }: Deps, step: number | null, id: string): Promise<boolean> =>
  step !== null && db.write((tx) => identityStore(tx).useTotpStep(id, step));
