/**
 * The CSV import engine, as an operator's tool: knows files, rows and faults, and no domain word. A capability describes its
 * rows as an `Importer`; `runImport` reads the file twice (first to find every fault, then to write), so it never holds more
 * than one batch of rows, and writes all of the file in one unit of work or nothing of it.
 */
import type { z } from 'zod';
import type { Tx } from '../database.ts';

export { runImport, type RunImport } from './run-import.ts';
export { fileSource, textSource, type Source } from './source.ts';
export { upsertRows } from './upsert.ts';
export * as cell from './cells.ts';

/** A row that passed its columns, with the line of the file it starts on (the header is line 1). */
export type Numbered<Row> = { line: number; row: Row };

/** Why a row cannot be taken. `column` is the header's name, `''` for the row as a whole; `reason` is Chinese. */
export type RowFault = { line: number; column: string; value: string; reason: string };

/** One row that would be, or was, written. `fields` of a created row holds nothing; `key` is how people know the row. */
export type Change = {
  kind: 'created' | 'changed';
  key: string;
  fields: { field: string; from: unknown; to: unknown }[];
};

export type Applied = { created: number; changed: number; unchanged: number; changes: Change[] };
export type Totals = Omit<Applied, 'changes'>;

/**
 * What may be imported, described by the capability that owns the rows. `Row` is the parsed row: one property per column of
 * the file, of the type its schema gives (see `cell` for ready schemas).
 */
export type Importer<Row extends object> = {
  /** The word on the command line, e.g. `drugs`. */
  name: string;
  /** What people call it, e.g. 药品. */
  title: string;
  /** Header name → schema over the cell's text (already trimmed), with Chinese messages. */
  columns: { [K in keyof Row]: z.ZodType<Row[K], string> };
  /** Columns the file may lack; their schema then gets `''`. */
  optional?: (keyof Row & string)[];
  /** What makes a row one of its kind: twice the same in one file is a fault. */
  key(row: Row): string;
  /**
   * Rules a single cell cannot see: references that must exist (an unknown store code), two columns that disagree. Called
   * for every batch, first outside and again inside the transaction that writes. Reads only.
   */
  check?(tx: Tx, rows: Numbered<Row>[]): Promise<RowFault[]>;
  /** Writes one batch (about 2000 rows) that passed all checks; a second run over the same rows must find all `unchanged`. */
  apply(tx: Tx, rows: Row[]): Promise<Applied>;
  /** Once, after the last batch, in the same transaction: publish what changed. Not called when nothing did. */
  finish?(tx: Tx, totals: Totals): Promise<void>;
};

export type Encoding = 'utf-8' | 'gb18030';
export type Progress = { phase: 'check' | 'write'; rows: number };

export type ImportReport = Totals & {
  importer: string;
  title: string;
  dryRun: boolean;
  /** The rows stand in the database. False for a dry run and whenever there is a fault. */
  written: boolean;
  encoding: Encoding;
  rows: number;
  /** All faults counted; `faults` holds the first 200. */
  faultCount: number;
  faults: RowFault[];
  /** The first 20. */
  changes: Change[];
};
