import { createHash } from 'node:crypto';
import { sealed, type Content, type Decision } from './content.ts';
import { imagePlace } from './images/upload-image.ts';
import { imageStore } from './images/store.ts';
import type { Deps } from './ports.ts';
import { signedWords, verdictOf } from './signed-words.ts';
import { decidedStore, type PrescriptionRow } from './store.ts';

export type SignatureFault = {
  id: string;
  number: string;
  kind: 'undecided' | 'unreadable' | 'unsigned' | 'words' | 'photograph';
};
type Needs = Pick<Deps, 'db' | 'crypto' | 'files' | 'signer'>;
type Outcome = SignatureFault['kind'] | 'older' | null;
const AT_ONCE = 200;

/**
 * For an inspector: every decision that is stored, against its signature and its photographs. `older`: refusals of before every
 * decision was signed.
 */
export async function verifySignatures(
  deps: Needs,
): Promise<{ decisions: number; older: number; faults: SignatureFault[] }> {
  const seen = { decisions: 0, older: 0, faults: [] as SignatureFault[] };
  let after = '';
  for (;;) {
    const rows = await decidedStore(deps.db.read).after(after, AT_ONCE);
    for (const row of rows) {
      const outcome = await outcomeOf(deps, row);
      if (outcome === 'older') seen.older += 1;
      else if (outcome !== null) seen.faults.push({ id: row.id, number: row.traceCode, kind: outcome });
    }
    seen.decisions += rows.length;
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) return seen;
    after = last.id;
  }
}

async function outcomeOf(deps: Needs, row: PrescriptionRow): Promise<Outcome> {
  const read = opened(deps, row);
  if (read === null) return 'unreadable';
  const { content, decision } = read;
  if (decision === null) return 'undecided';
  if (decision.signature === null)
    return decision.words === undefined && verdictOf(row.status) !== 'approve' ? 'older' : 'unsigned';
  const holds = await deps.signer.verify(decision.signature, signedWords(row, content, decision));
  if (!holds) return 'words';
  return (await photographsAreThose(deps, row.id, decision)) ? null : 'photograph';
}

/** Null when what is stored was not written with our keys in this very place. */
function opened(
  { crypto }: Needs,
  row: PrescriptionRow,
): { content: Content; decision: Decision | null } | null {
  const { contentOf, decisionOf } = sealed(crypto);
  try {
    return { content: contentOf(row), decision: decisionOf(row) };
  } catch {
    return null;
  }
}

/** The photographs that are kept are those that were signed: none less, none more, each byte. */
async function photographsAreThose(
  { db, crypto, files }: Needs,
  id: string,
  { photographs }: Decision,
): Promise<boolean> {
  if (!photographs) return true;
  const kept = await imageStore(db.read).of(id);
  if (kept.length !== photographs.length) return false;
  for (const { id: image, objectKey } of kept) {
    const signed = photographs.find((each) => each.id === image);
    const stored = await files.get(objectKey);
    const bytes = stored && openedFile(crypto, stored, image);
    const sha256 = bytes && createHash('sha256').update(bytes).digest('hex');
    if (!signed || signed.sha256 !== sha256) return false;
  }
  return true;
}

function openedFile(crypto: Needs['crypto'], stored: Buffer, image: string): Buffer | null {
  try {
    return crypto.decryptBytes(stored, imagePlace(image));
  } catch {
    return null;
  }
}
