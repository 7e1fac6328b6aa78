import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { In, IsNull, MoreThan } from 'typeorm';
import { toInstant, type Instant } from '@xinglin/shared/kernel/time';
import { auditHeadTable, auditTable, linkOf, type AuditRow } from './audit.ts';
import type { Database, Tx } from './database.ts';

/** A link that was told to the outside at `at`: what the chain must still hold. */
export type Anchor = { at: Instant; seq: number; hash: string };
export type ChainFault = {
  seq: number;
  kind: 'edited' | 'removed' | 'unproven' | 'unchained' | 'tail_missing' | 'not_as_anchored';
};
export type ChainReport = { entries: number; faults: ChainFault[] };

const PAGE = 1_000;
export const FIRST_LINK = '0'.repeat(64);

/**
 * Reads the whole chain and names every entry that is not as it was written. An edited row, or two that changed places, break
 * their own links; a missing number was removed, and the one after it cannot be proven; a row without a number was slipped in beside the chain; a chain cut or written
 * anew does not hold what `anchors` (kept elsewhere) remember.
 */
export async function verifyChain(tx: Tx, key: Buffer, anchors: Anchor[] = []): Promise<ChainReport> {
  const faults: ChainFault[] = [];
  const anchored = new Map(anchors.map((each) => [each.seq, each.hash]));
  let [seq, before, entries] = [0, FIRST_LINK, 0];
  for await (const row of links(tx)) {
    const next = seq + 1;
    for (seq = next; seq < row.seq; seq += 1) faults.push({ seq, kind: 'removed' });
    if (seq === row.seq && row.hash !== linkOf(key, before, row))
      // Without the link before it nobody can say whether this one was touched: it is not accused, and not cleared.
      faults.push({ seq, kind: seq > next ? 'unproven' : 'edited' });
    if (anchored.has(seq) && anchored.get(seq) !== row.hash) faults.push({ seq, kind: 'not_as_anchored' });
    // Going on from what is written there, one bad entry does not accuse all after it.
    before = row.hash;
    entries += 1;
  }
  const head = await tx.findOneByOrFail(auditHeadTable, { id: 1 });
  const last = Math.max(head.seq, ...anchored.keys());
  for (let missing = seq + 1; missing <= last; missing += 1)
    faults.push({ seq: missing, kind: 'tail_missing' });
  const loose = (await tx.countBy(auditTable, { seq: IsNull() })) - head.unchained;
  if (loose !== 0) faults.push({ seq: 0, kind: 'unchained' });
  return { entries, faults };
}

/** The chain as the product looks at it: with its key, and with what was anchored so far. */
export const auditChain = (db: Pick<Database, 'read'>, key: Buffer, anchorsFile: string) => ({
  verifyChain: async () => {
    const anchors = readAnchors(anchorsFile);
    return { ...(await verifyChain(db.read, key, anchors)), anchors: anchors.length };
  },
  checkLinks: (rows: AuditRow[]) => checkLinks(db.read, key, rows),
});

/** Which of these entries are still as they were linked, by their id; that none is missing only the whole chain shows. */
export async function checkLinks(
  tx: Tx,
  key: Buffer,
  rows: AuditRow[],
): Promise<Map<string, 'holds' | 'broken' | 'unproven' | 'unchained'>> {
  const seqs = rows.flatMap(({ seq }) => (seq === null ? [] : [seq - 1]));
  const before = new Map<number | null, string | null>([[0, FIRST_LINK]]);
  for (let at = 0; at < seqs.length; at += PAGE)
    for (const { seq, hash } of await tx.findBy(auditTable, { seq: In(seqs.slice(at, at + PAGE)) }))
      before.set(seq, hash);
  return new Map(
    rows.map((row) => {
      if (row.seq === null) return [row.id, 'unchained'];
      const link = before.get(row.seq - 1);
      if (!link) return [row.id, 'unproven'];
      return [row.id, row.hash === linkOf(key, link, row) ? 'holds' : 'broken'];
    }),
  );
}

async function* links(tx: Tx): AsyncGenerator<AuditRow & { seq: number; hash: string }> {
  for (let after = 0; ;) {
    const rows = await tx.find(auditTable, {
      where: { seq: MoreThan(after) },
      order: { seq: 'ASC' },
      take: PAGE,
    });
    yield* rows as (AuditRow & { seq: number; hash: string })[];
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.seq!;
  }
}

/** Adds the newest link to a file; a deployment puts it where the database's keeper cannot write (WORM storage). */
export async function anchorChain(tx: Tx, file: string): Promise<void> {
  const { seq, hash } = await tx.findOneByOrFail(auditHeadTable, { id: 1 });
  if (seq === 0 || readAnchors(file).at(-1)?.seq === seq) return;
  appendFileSync(file, `${JSON.stringify({ at: toInstant(Date.now()), seq, hash } satisfies Anchor)}\n`);
}

export const readAnchors = (file: string): Anchor[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Anchor)
    : [];
