/**
 * `npm run import -- stores|drugs|channels|offers|stock|coupons FILE.csv [--dry-run] [--encoding utf-8|gb18030]`
 *
 * Imports a CSV file into the database of DATABASE_URL (`sqlite:var/xinglin.db` if unset), all of it or nothing, and prints what
 * changed or, line by line, what is wrong. `--dry-run` does everything and takes it back. Exit code 0: imported (or would be),
 * 1: the file has faults, 2: it could not be tried.
 *
 * On the embedded database the whole import is one transaction: a running BFF waits for it with every write and gives up after
 * 5 s. Import large files when few people are about, or with the BFF stopped. MySQL and MariaDB lock only the rows concerned.
 */
import { accessSync, constants } from 'node:fs';
import { parseArgs } from 'node:util';
import { system } from '../kernel/actor.ts';
import '../kernel/audit.ts';
import { fileSource, type Encoding, type Progress } from '../kernel/import/importer.ts';
import { IMPORTABLE, importInto, type Importable } from './importers.ts';
import { reportText } from './import-report.ts';
import { withDatabase } from './with-database.ts';

const USAGE = `用法：npm run import -- ${IMPORTABLE.join('|')} 文件.csv [--dry-run] [--encoding utf-8|gb18030]`;

type Order = { kind: Importable; file: string; dryRun: boolean; encoding: Encoding | undefined };

function readOrder(args: string[]): Order {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean', default: false }, encoding: { type: 'string' } },
  });
  const [kind, file, ...rest] = positionals;
  const encoding = values.encoding?.toLowerCase();
  if (!IMPORTABLE.includes(kind as Importable) || !file || rest.length > 0) throw new Error(USAGE);
  if (encoding !== undefined && encoding !== 'utf-8' && encoding !== 'gb18030') throw new Error(USAGE);
  return { kind: kind as Importable, file, dryRun: values['dry-run'], encoding };
}

/** One line that rewrites itself on a terminal; every 10 000 rows elsewhere. */
function showProgress({ phase, rows }: Progress): void {
  const text = `${phase === 'check' ? '检查' : '写入'}第 ${rows} 行`;
  if (process.stderr.isTTY) process.stderr.write(`\r${text}…   `);
  else if (rows > 0 && rows % 10_000 === 0) process.stderr.write(`${text}\n`);
}

async function main(): Promise<number> {
  const { kind, file, dryRun, encoding } = readOrder(process.argv.slice(2));
  accessSync(file, constants.R_OK);
  return withDatabase(async (db) => {
    const report = await importInto(db)(kind, {
      source: fileSource(file),
      dryRun,
      ...(encoding ? { encoding } : {}),
      onProgress: showProgress,
      actor: system,
    });
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    process.stdout.write(`${reportText(report)}\n`);
    return report.faultCount > 0 ? 1 : 0;
  });
}

function explain(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'ENOENT') return `找不到文件：${String((error as { path?: string }).path)}`;
  if (code === 'EACCES' || code === 'EISDIR') return `读不了文件：${message}`;
  if (code?.startsWith('ERR_PARSE_ARGS')) return USAGE;
  if (/SQLITE_BUSY/.test(`${code} ${message}`)) return '数据库正忙，请稍后再试。';
  return message ?? String(error);
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 2;
}
