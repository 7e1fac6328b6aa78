import { CsvError, parse } from 'csv-parse';
import { pipeline, Readable } from 'node:stream';
import { decoded, UnreadableFile, type Source } from './source.ts';
import type { Encoding, Importer, Numbered, RowFault } from './importer.ts';

/** One record of the file: a row that passed its columns, or what is wrong with it. */
export type Read<Row> = Numbered<Row> | { line: number; faults: RowFault[] };

/** A forgotten closing quote would otherwise swallow the rest of the file into one cell. */
const MAX_RECORD_CHARS = 256 * 1024;

type RawRecord = { record: string[]; info: { lines: number } };

/** Streams the rows of a file; holds one at a time. Faults of the file as a whole come as a fault and end the stream. */
export async function* readRows<Row extends object>(
  source: Source,
  encoding: Encoding,
  importer: Importer<Row>,
): AsyncGenerator<Read<Row>> {
  const parser = parse({
    info: true,
    record_delimiter: '\n',
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_CHARS,
  });
  // pipeline hands a failure of the file on to the parser, whose iteration then throws it.
  pipeline(Readable.from(plainLineEnds(decoded(source, encoding))), parser, () => {});
  let names: string[] | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<RawRecord>) {
      const line = info.lines - lineBreaksIn(record);
      if (names) {
        yield toRow(record, names, line, importer);
        continue;
      }
      names = record.map((name) => name.trim());
      const faults = headerFaults(names, line, importer);
      if (faults.length > 0) {
        yield { line, faults };
        return;
      }
    }
  } catch (error) {
    yield { line: 0, faults: [fileFault(error)] };
    return;
  }
  if (!names) yield { line: 1, faults: [{ line: 1, column: '', value: '', reason: '文件是空的' }] };
}

/** Every line end as `\n`: files that went through several hands mix them, and the parser would miscount. */
async function* plainLineEnds(text: AsyncIterable<string>): AsyncGenerator<string> {
  let held = '';
  for await (const piece of text) {
    const whole = held + piece;
    // A \r at the end may be the first half of a \r\n.
    held = whole.endsWith('\r') ? '\r' : '';
    yield whole.slice(0, whole.length - held.length).replace(/\r\n?/g, '\n');
  }
  if (held) yield '\n';
}

/** The parser tells the line a record ends on; people look for the line it starts on. */
function lineBreaksIn(record: string[]): number {
  let count = 0;
  for (const value of record) count += value.split('\n').length - 1;
  return count;
}

function headerFaults<Row extends object>(
  names: string[],
  line: number,
  { columns, optional = [] }: Importer<Row>,
): RowFault[] {
  const wanted = Object.keys(columns);
  const fault = (column: string, reason: string) => ({ line, column, value: column, reason });
  return [
    ...wanted
      .filter((name) => !names.includes(name) && !optional.includes(name as never))
      .map((name) => fault(name, '表头缺少这一列')),
    ...names
      .filter((name, at) => names.indexOf(name) !== at)
      .map((name) => fault(name, '表头里这一列出现了两次')),
    ...names.filter((name) => !wanted.includes(name)).map((name) => fault(name, '表头里有不认识的列')),
  ];
}

function toRow<Row extends object>(
  record: string[],
  names: string[],
  line: number,
  { columns }: Importer<Row>,
): Read<Row> {
  if (record.length !== names.length) {
    const reason = `这一行有 ${record.length} 个单元格，表头有 ${names.length} 列`;
    return { line, faults: [{ line, column: '', value: shown(record.join(',')), reason }] };
  }
  const row: Record<string, unknown> = {};
  const faults: RowFault[] = [];
  for (const column of Object.keys(columns) as (keyof Row & string)[]) {
    const at = names.indexOf(column);
    const value = at < 0 ? '' : record[at]!.trim();
    const parsed = columns[column].safeParse(value);
    if (parsed.success) row[column] = parsed.data;
    else {
      const reasons = [...new Set(parsed.error.issues.map(({ message }) => message))];
      faults.push({ line, column, value: shown(value), reason: reasons.join('；') });
    }
  }
  return faults.length > 0 ? { line, faults } : { line, row: row as Row };
}

const shown = (value: string) => (value.length > 80 ? `${value.slice(0, 80)}…` : value);

function fileFault(error: unknown): RowFault {
  const fault = (line: number, reason: string) => ({ line, column: '', value: '', reason });
  if (error instanceof UnreadableFile) return fault(0, error.reason);
  if (!(error instanceof CsvError)) throw error;
  const line = Number((error as { lines?: number }).lines ?? 0);
  const reason =
    error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE'
      ? '引号没有成对，从某个引号起一直没有结束'
      : `引号的用法不对：含逗号、引号或换行的单元格要整个放进引号，里面的引号写两个（${error.code}）`;
  return fault(line, reason);
}
