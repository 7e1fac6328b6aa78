import { toInstant } from '@xinglin/shared/kernel/time';
import { next } from '@xinglin/shared/kernel/lifecycle';
import { problem } from '@xinglin/shared/kernel/problem';
import { prescriptionProblem, type RejectReason } from '@xinglin/shared/prescription/contract';
import type { Proof } from '@xinglin/shared/prescription/review-contract';
import { prescriptionLifecycle } from '@xinglin/shared/prescription/lifecycle';
import type { Actor } from '../../kernel/actor.ts';
import { NoSigningKey } from '../../kernel/signing/signatures.ts';
import { sealed, type Content, type Decision } from './content.ts';
import { examined } from './examination.ts';
import { photographsOf } from './images/store.ts';
import { askedAndRead } from './inquiries.ts';
import { move } from './move.ts';
import { floorSeconds, secondsBetween } from './pace.ts';
import { mustBeLicensed, mustBeValid, mustHaveRead, mustHold } from './policy.ts';
import type { Deps } from './ports.ts';
import { signedWords } from './signed-words.ts';
import { prescriptionStore, type PrescriptionRow } from './store.ts';

type Said = Pick<Decision, 'note' | 'checked' | 'refused'>;
type Verdict = Said & {
  event: 'approve' | 'reject' | 'request_changes';
  proof: Proof['kind'] | 'session';
  rejectReason: RejectReason | null;
  /** Runs with everything known, before anything is signed or written. */
  check?: (decision: Decision, content: Content) => void | Promise<void>;
};

/** The one way to a decision: licence, claim, nothing unread, findings kept, signed, the pace noted. */
export function decide(deps: Deps) {
  const { db, crypto, now, signer } = deps;
  return async (actor: Actor, id: string, verdict: Verdict): Promise<PrescriptionRow> => {
    const { event, rejectReason, check, ...said } = verdict;
    const { name, licenceNo } = await mustBeLicensed(deps, actor);
    const read = await prescriptionStore(db.read).get(id);
    mustHold(actor, read);
    mustHaveRead(read);
    const content = sealed(crypto).contentOf(read);
    const found = await examined(deps)(actor, read);
    const asked = await askedAndRead(db.read, crypto, id);
    const photographs = await photographsOf(db.read, id);
    const decision: Decision = { ...said, asked, ...found, photographs, words: 2, signature: null };
    await check?.(decision, content);

    const decidedAt = toInstant(now());
    const by = { decidedAt, pharmacistName: name, licenceNo, rejectReason };
    const decided = { ...read, ...by, status: next(prescriptionLifecycle, read.status, event) };
    decision.signature = await signer
      .sign(licenceNo, signedWords(decided, content, decision))
      .catch(keyMissing);
    const changes = {
      ...by,
      decision: sealed(crypto).decision(id, decision),
      claimUntil: null,
      decideSeconds: secondsBetween(read.claimedAt ?? decidedAt, decidedAt),
      floorSeconds: floorSeconds(read.itemCount, found.findings),
      // After its doctor changed it, the same code may be handed in again.
      ...(event === 'request_changes' && { traceKey: null }),
    };
    return db.write((tx) =>
      move(tx, actor, id, event, changes, (current) => {
        mustHold(actor, current);
        mustHaveRead(current);
        if (event === 'approve') mustBeValid(current, now());
        // What was read for the decision and the signature is what is decided on.
        if (current.version !== read.version) throw problem('CHANGED_MEANWHILE');
      }),
    );
  };
}

function keyMissing(error: unknown): never {
  throw error instanceof NoSigningKey ? prescriptionProblem('SIGNING_KEY_MISSING') : error;
}
