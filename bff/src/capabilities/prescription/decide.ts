import { toInstant } from '@xinglin/shared/kernel/time';
import { problem } from '@xinglin/shared/kernel/problem';
import type { RejectReason } from '@xinglin/shared/prescription/contract';
import type { Actor } from '../../kernel/actor.ts';
import { sealed, type Content, type Decision } from './content.ts';
import { examined } from './examination.ts';
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
  rejectReason: RejectReason | null;
  /** Runs with everything known, before anything is signed or written. */
  check?: (decision: Decision, content: Content) => void | Promise<void>;
};

/** The one way to a decision: licence, claim, nothing unread, findings kept, an approval signed, the pace noted. */
export function decide(deps: Deps) {
  const { db, crypto, now, signer } = deps;
  return async (actor: Actor, id: string, verdict: Verdict): Promise<PrescriptionRow> => {
    const { event, rejectReason, note, checked, refused, check } = verdict;
    const { name, licenceNo } = await mustBeLicensed(deps, actor);
    const read = await prescriptionStore(db.read).get(id);
    mustHold(actor, read);
    mustHaveRead(read);
    const content = sealed(crypto).contentOf(read);
    const found = await examined(deps)(actor, read);
    const asked = await askedAndRead(db.read, crypto, id);
    const decision: Decision = { note, checked, refused, asked, ...found, signature: null };
    await check?.(decision, content);

    const decidedAt = toInstant(now());
    const by = { decidedAt, pharmacistName: name, licenceNo };
    if (event === 'approve')
      decision.signature = await signer.sign(licenceNo, signedWords({ ...read, ...by }, content, decision));
    const changes = {
      ...by,
      rejectReason,
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
