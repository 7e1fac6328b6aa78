import { audit } from '../audit.ts';
import type { Actor } from '../actor.ts';
import type { Database, Tx } from '../database.ts';
import type {
  Change,
  Encoding,
  Importer,
  ImportReport,
  Numbered,
  Progress,
  RowFault,
  Totals,
} from './importer.ts';
import { readRows } from './read-rows.ts';
import { inspect, UnreadableFile, type Source } from './source.ts';

export type RunImport<Row extends object> = {
  db: Database;
  importer: Importer<Row>;
  source: Source;
  /** Does everything and takes it back: the report tells what would change. */
  dryRun?: boolean;
  /** Found out when left out. */
  encoding?: Encoding;
  onProgress?: (progress: Progress) => void;
  /** In whose name; written to the audit trail. */
  actor: Actor;
};

const BATCH = 2_000;
const FAULTS_SHOWN = 200;
const CHANGES_SHOWN = 20;

/**
 * Imports a file: all of it, or nothing. Reads it once to find every fault, then, if there is none, once more to write it in one
 * unit of work. On the embedded database other writers and readers wait for that unit of work, and give up after 5 s.
 */
export async function runImport<Row extends object>(options: RunImport<Row>): Promise<ImportReport> {
  const { db, importer, source, dryRun = false, onProgress = () => {}, actor } = options;
  const report = emptyReport(importer, dryRun);
  const refuse = (faults: RowFault[]) => addFaults(report, faults);
  try {
    const found = await inspect(source);
    report.encoding = options.encoding ?? found.encoding;
    await checkAll(db, importer, source, report, onProgress);
    if (report.faultCount > 0) return report;
    const outcome = await db
      .write(async (tx) => {
        const done = await writeAll(tx, importer, source, report.encoding, onProgress);
        const { changes: _, ...totals } = done;
        if (totals.created + totals.changed > 0) await importer.finish?.(tx, totals);
        await audit(tx, actor, `import.${importer.name}`, source.name.slice(0, 64), { ...totals, ...found });
        if (dryRun) throw new TakenBack(done);
        return done;
      })
      .catch((error: unknown) => {
        if (error instanceof TakenBack) return error.done;
        throw error;
      });
    return { ...report, ...outcome, written: !dryRun };
  } catch (error) {
    if (error instanceof UnreadableFile) refuse([{ line: 0, column: '', value: '', reason: error.reason }]);
    else if (error instanceof Refused) refuse(error.faults);
    else throw error;
    return report;
  }
}

/** Rolls a dry run back. */
class TakenBack extends Error {
  readonly done: Totals & { changes: Change[] };

  constructor(done: Totals & { changes: Change[] }) {
    super('dry run');
    this.done = done;
  }
}

/** The file, or what it refers to, changed between the two readings. */
class Refused extends Error {
  readonly faults: RowFault[];

  constructor(faults: RowFault[]) {
    super('refused');
    this.faults = faults;
  }
}

async function checkAll<Row extends object>(
  db: Database,
  importer: Importer<Row>,
  source: Source,
  report: ImportReport,
  onProgress: (progress: Progress) => void,
) {
  const lineOf = new Map<string, number>();
  let batch: Numbered<Row>[] = [];
  const checkBatch = async () => {
    if (importer.check && batch.length > 0) addFaults(report, await importer.check(db.read, batch));
    batch = [];
    onProgress({ phase: 'check', rows: report.rows });
  };
  for await (const read of readRows(source, report.encoding, importer)) {
    if ('faults' in read) {
      addFaults(report, read.faults);
      if (read.line > 1) report.rows += 1;
      continue;
    }
    report.rows += 1;
    const key = importer.key(read.row);
    const earlier = lineOf.get(key);
    if (earlier === undefined) lineOf.set(key, read.line);
    else addFaults(report, [{ line: read.line, column: '', value: key, reason: `与第 ${earlier} 行重复` }]);
    batch.push(read);
    if (batch.length === BATCH) await checkBatch();
  }
  await checkBatch();
  if (report.rows === 0 && report.faultCount === 0)
    addFaults(report, [{ line: 1, column: '', value: '', reason: '只有表头，没有数据行' }]);
  report.faults.sort((a, b) => a.line - b.line);
}

async function writeAll<Row extends object>(
  tx: Tx,
  importer: Importer<Row>,
  source: Source,
  encoding: Encoding,
  onProgress: (progress: Progress) => void,
): Promise<Totals & { changes: Change[] }> {
  const sum = { created: 0, changed: 0, unchanged: 0, changes: [] as Change[] };
  let rows = 0;
  let batch: Numbered<Row>[] = [];
  const writeBatch = async () => {
    if (batch.length === 0) return;
    const faults = (await importer.check?.(tx, batch)) ?? [];
    if (faults.length > 0) throw new Refused(faults);
    const applied = await importer.apply(
      tx,
      batch.map(({ row }) => row),
    );
    sum.created += applied.created;
    sum.changed += applied.changed;
    sum.unchanged += applied.unchanged;
    sum.changes.push(...applied.changes.slice(0, CHANGES_SHOWN - sum.changes.length));
    rows += batch.length;
    batch = [];
    onProgress({ phase: 'write', rows });
  };
  for await (const read of readRows(source, encoding, importer)) {
    if ('faults' in read) throw new Refused(read.faults);
    batch.push(read);
    if (batch.length === BATCH) await writeBatch();
  }
  await writeBatch();
  return sum;
}

function addFaults(report: ImportReport, faults: RowFault[]) {
  report.faultCount += faults.length;
  report.faults.push(...faults.slice(0, FAULTS_SHOWN - report.faults.length));
}

const emptyReport = ({ name, title }: { name: string; title: string }, dryRun: boolean): ImportReport => ({
  importer: name,
  title,
  dryRun,
  written: false,
  encoding: 'utf-8',
  rows: 0,
  faultCount: 0,
  faults: [],
  created: 0,
  changed: 0,
  unchanged: 0,
  changes: [],
});
