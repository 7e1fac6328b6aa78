import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { system } from '../actor.ts';
import { auditTable } from '../audit.ts';
import { outboxTable } from '../outbox.ts';
import { runImport, textSource, type Importer, type ImportReport, type Source } from './importer.ts';
import { books, HEADER, testBooks, type Book } from './testing.ts';

const { db, run, stored } = testBooks();
const faults = ({ faults }: ImportReport) => faults.map(({ line, column, reason }) => [line, column, reason]);

describe('a file with faults', () => {
  it('is refused as a whole, and every fault is told with line, column, value and reason', async () => {
    const report = await run(
      `${HEADER}甲,1,好书,1,\n甲,2,,1,\n丁,3,有书架吗,1,\n甲,4,多少本,一千,\n甲,5,缺一列\n甲,1,又一本,2,\n`,
    );
    expect(report).toMatchObject({ written: false, rows: 6, faultCount: 5, created: 0 });
    expect(faults(report)).toEqual([
      [3, 'title', '不能为空'],
      [4, 'shelf', '没有这个书架'],
      [5, 'copies', '应为整数'],
      [6, '', '这一行有 3 个单元格，表头有 5 列'],
      [7, '', '与第 2 行重复'],
    ]);
    expect(report.faults[2]).toMatchObject({ value: '一千' });
    expect(await stored()).toEqual([]);
    expect(await db.read.count(auditTable)).toBe(0);
  });

  it('leaves nothing of the good batches behind when the fault is in the last of them', async () => {
    const rows = Array.from({ length: 5600 }, (_, n) => `甲,${n},书,1,`).join('\n');
    await run(`${HEADER}${rows}\n乙,bad code,书,1,\n`);
    expect(await stored()).toEqual([]);
  });

  it('leaves nothing behind when a rule is broken between checking and writing', async () => {
    let calls = 0;
    const closing: Importer<Book> = {
      ...books,
      check: async (_tx, rows) =>
        ++calls < 5 ? [] : rows.map(({ line }) => ({ line, column: 'shelf', value: '', reason: '刚关了' })),
    };
    const rows = Array.from({ length: 5600 }, (_, n) => `甲,${n},书,1,`).join('\n');
    const report = await runImport({
      db,
      importer: closing,
      source: textSource(HEADER + rows),
      actor: system,
    });
    expect(report).toMatchObject({ written: false, created: 0 });
    expect(report.faults[0]).toMatchObject({ line: 2002, reason: '刚关了' });
    expect(await stored()).toEqual([]);
  });

  it('counts all faults and keeps the first 200', async () => {
    const rows = Array.from({ length: 700 }, (_, n) => `甲,${n},书,-1,`).join('\n');
    const report = await run(HEADER + rows);
    expect(report.faultCount).toBe(700);
    expect(report.faults).toHaveLength(200);
    expect(report.faults[199]!.line).toBe(201);
  });

  it('tells what is wrong with the header', async () => {
    expect(faults(await run('shelf,code,titel,copies\n甲,1,书,1\n'))).toEqual([
      [1, 'title', '表头缺少这一列'],
      [1, 'titel', '表头里有不认识的列'],
    ]);
    expect(faults(await run(''))).toEqual([[1, '', '文件是空的']]);
    expect(faults(await run(HEADER))).toEqual([[1, '', '只有表头，没有数据行']]);
  });

  it('does not let a forgotten quote swallow the file', async () => {
    const report = await run(`${HEADER}甲,1,"没有结束,1,\n${'乙,2,书,1,\n'.repeat(3)}`);
    expect(report.faults[0]!.reason).toBe('引号没有成对，从某个引号起一直没有结束');
    expect(report.written).toBe(false);
    expect(faults(await run(`${HEADER}甲,1,半"个引号,1,\n`))[0]![2]).toMatch(/^引号的用法不对/);
  });
});

describe('running an import', () => {
  const text = `${HEADER}甲,1,本草纲目,3,医|古\n乙,2,伤寒论,1,\n`;

  it('changes nothing the second time', async () => {
    await run(text);
    await db.write((tx) => tx.clear(outboxTable));
    expect(await run(text)).toMatchObject({ written: true, created: 0, changed: 0, unchanged: 2 });
    expect(await db.read.count(outboxTable)).toBe(0);
  });

  it('shows in a dry run what would change, from what to what, and writes nothing', async () => {
    await run(text);
    await db.write((tx) => tx.clear(outboxTable));
    const before = await stored();
    const report = await run(`${HEADER}甲,1,本草纲目,5,医\n丙,3,千金方,1,\n`, { dryRun: true });
    expect(report).toMatchObject({ dryRun: true, written: false, created: 1, changed: 1, unchanged: 0 });
    expect(report.changes).toEqual([
      {
        kind: 'changed',
        key: '甲1',
        fields: [
          { field: 'copies', from: 3, to: 5 },
          { field: 'tags', from: ['医', '古'], to: ['医'] },
        ],
      },
      { kind: 'created', key: '丙3', fields: [] },
    ]);
    expect(await stored()).toEqual(before);
    expect(await db.read.count(outboxTable)).toBe(0);
    expect(await db.read.count(auditTable)).toBe(1);
  });

  it('leaves an audit entry with counts and fingerprint, and tells others once', async () => {
    await run(text);
    const [entry] = await db.read.find(auditTable);
    expect(entry).toMatchObject({ action: 'import.books', subject: 'text.csv', actorId: system.id });
    expect(entry!.data).toMatchObject({ created: 2, changed: 0, unchanged: 0, encoding: 'utf-8' });
    expect((entry!.data as { sha256: string }).sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await db.read.count(outboxTable)).toBe(1);
  });

  it('reads 100 000 rows without holding them', { timeout: 180_000 }, async () => {
    const ROWS = 100_000;
    const wide = '长'.repeat(100);
    const source: Source = {
      name: 'big.csv',
      open: async function* () {
        yield Buffer.from(HEADER);
        for (let n = 0; n < ROWS; n += 100)
          yield Buffer.from(
            Array.from({ length: 100 }, (_, k) => `甲,${n + k},${wide}${n + k},1,\n`).join(''),
          );
      },
    };
    // Nothing is stored, so that what grows can only be the engine.
    const counting: Importer<Book> = {
      ...books,
      apply: async (_tx, rows) => ({ created: 0, changed: 0, unchanged: rows.length, changes: [] }),
    };
    const heap: number[] = [];
    const before = heapInUse();
    const report = await runImport({
      db,
      importer: counting,
      source,
      actor: system,
      onProgress: ({ rows }) => {
        if (rows % 10_000 === 0) heap.push(heapInUse());
      },
    });
    expect(report).toMatchObject({ rows: ROWS, unchanged: ROWS, written: true });
    // Held, the rows would take some 60 MB; what the engine may keep is one key and line number a row.
    expect((Math.max(...heap) - before) / 2 ** 20).toBeLessThan(25);
  });
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes really in use: garbage not yet collected would hide what is held. */
function heapInUse(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
