/**
 * `npm run audit:verify [-- --anchors FILE]`: reads the whole audit chain of DATABASE_URL (`sqlite:var/xinglin.db` if unset) and
 * names every entry that was edited, removed, slipped in or reordered by its number. Exit code 0: as written, 1: not, 2: could not look.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chainFaultText } from '@xinglin/shared/compliance/contract';
import { readAnchors, verifyChain } from '../kernel/audit-chain.ts';
import { auditKey, DEMO_FOLDER } from './audit-key.ts';
import { withDatabase } from './with-database.ts';

const SHOWN = 50;
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { anchors: { type: 'string' } } });
  const anchors =
    values.anchors ?? (process.env['AUDIT_ANCHORS'] || path.join(DEMO_FOLDER, 'audit-anchors.jsonl'));
  return withDatabase(async (db) => {
    const kept = readAnchors(anchors);
    const { entries, faults } = await verifyChain(db.read, auditKey(), kept);
    for (const { seq, kind } of faults.slice(0, SHOWN))
      process.stdout.write(`${chainFaultText(seq, kind)}\n`);
    process.stdout.write(
      `${entries} 条审计记录，${kept.length} 个锚点，${faults.length === 0 ? '与写入时一致' : `${faults.length} 处不一致`}\n`,
    );
    return faults.length === 0 ? 0 : 1;
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 2;
}
