import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { system } from '../actor.ts';
import { auditTable } from '../audit.ts';
import { column, entity } from '../entity.ts';
import { outboxTable, publish } from '../outbox.ts';
import { testDatabase } from '../testing.ts';
import {
  cell,
  runImport,
  textSource,
  upsertRows,
  type Importer,
  type ImportReport,
  type Source,
} from './importer.ts';

type Book = { shelf: string; code: string; title: string; copies: number; tags: string[] };
const bookTable = entity<Book>(
  'test_book',
  {
    shelf: column.string(8),
    code: column.string(16),
    title: column.text(),
    copies: column.int(),
    tags: column.json(),
  },
  { key: ['shelf', 'code'] },
);

const SHELVES = ['甲', '乙', '丙'];
const books: Importer<Book> = {
  name: 'books',
  title: '图书',
  columns: {
    shelf: cell.text(8),
    code: cell.code(16),
    title: cell.text(2000),
    copies: cell.integer(0, 1000),
    tags: cell.list(cell.text(20)),
  },
  optional: ['tags'],
  key: ({ shelf, code }) => `${shelf} ${code}`,
  check: async (_tx, rows) =>
    rows
      .filter(({ row }) => !SHELVES.includes(row.shelf))
      .map(({ line, row }) => ({ line, column: 'shelf', value: row.shelf, reason: '没有这个书架' })),
  apply: (tx, rows) =>
    upsertRows(tx, {
      table: bookTable,
      key: ['shelf', 'code'],
      rows,
      create: () => ({}),
      label: ({ shelf, code }) => `${shelf}${code}`,
    }),
  finish: (tx, totals) => publish(tx, { name: 'books.changed', subject: 'books', data: totals }),
};

const db = testDatabase();
beforeAll(() =>
  db.write((tx) =>
    tx.query(
      'CREATE TABLE test_book (shelf varchar(8) NOT NULL, code varchar(16) NOT NULL, title text NOT NULL, copies int NOT NULL, tags text NOT NULL, PRIMARY KEY (shelf, code))',
    ),
  ),
);
beforeEach(async () => {
  await db.write(async (tx) => {
    await tx.clear(bookTable);
    await tx.clear(outboxTable);
    await tx.clear(auditTable);
  });
});

const run = (content: string | Uint8Array | Source, options: { dryRun?: boolean } = {}) =>
  runImport({
    db,
    importer: books,
    source: typeof content === 'string' || content instanceof Uint8Array ? textSource(content) : content,
    actor: system,
    ...options,
  });
const stored = () => db.read.find(bookTable, { order: { shelf: 'ASC', code: 'ASC' } });
const HEADER = 'shelf,code,title,copies,tags\n';
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
    const rows = Array.from({ length: 1400 }, (_, n) => `甲,${n},书,1,`).join('\n');
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
    const rows = Array.from({ length: 1400 }, (_, n) => `甲,${n},书,1,`).join('\n');
    const report = await runImport({ db, importer: closing, source: textSource(HEADER + rows), actor: system });
    expect(report).toMatchObject({ written: false, created: 0 });
    expect(report.faults[0]).toMatchObject({ line: 502, reason: '刚关了' });
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

describe('what files look like in practice', () => {
  const text = `${HEADER}甲,1,本草纲目,3,医|古\n乙,2,伤寒论,1,\n`;
  const expected = [
    { shelf: '乙', code: '2', title: '伤寒论', copies: 1, tags: [] },
    { shelf: '甲', code: '1', title: '本草纲目', copies: 3, tags: ['医', '古'] },
  ];
  /** 本草纲目 and 伤寒论 as GB18030 bytes: 0xB1BE 0xB2DD 0xB8D9 0xC4BF, 0xC9CB 0xBAAE 0xC2DB; 甲 0xBCD7, 乙 0xD2D2. */
  const gb = Buffer.concat([
    Buffer.from('shelf,code,title,copies,tags\n'),
    Buffer.from([0xbc, 0xd7]),
    Buffer.from(',1,'),
    Buffer.from([0xb1, 0xbe, 0xb2, 0xdd, 0xb8, 0xd9, 0xc4, 0xbf]),
    Buffer.from(',3,'),
    Buffer.from([0xd2, 0xbd, 0x7c, 0xb9, 0xc5]),
    Buffer.from('\n'),
    Buffer.from([0xd2, 0xd2]),
    Buffer.from(',2,'),
    Buffer.from([0xc9, 0xcb, 0xba, 0xae, 0xc2, 0xdb]),
    Buffer.from(',1,\n'),
  ]);

  it('reads UTF-8 with and without byte order mark, and GB18030', async () => {
    for (const [bytes, encoding] of [
      [Buffer.from(text), 'utf-8'],
      [Buffer.from(`\uFEFF${text}`), 'utf-8'],
      [gb, 'gb18030'],
    ] as const) {
      await db.write((tx) => tx.clear(bookTable));
      expect(await run(bytes)).toMatchObject({ written: true, encoding, created: 2, faultCount: 0 });
      expect(await stored()).toEqual(expected);
    }
  });

  it('reads characters that fall on the border of two chunks, in either encoding', async () => {
    for (const bytes of [Buffer.from(text), gb]) {
      await db.write((tx) => tx.clear(bookTable));
      const oneByOne: Source = {
        name: 'slow.csv',
        open: async function* () {
          for (const byte of bytes) yield Uint8Array.of(byte);
        },
      };
      expect(await run(oneByOne)).toMatchObject({ written: true, created: 2 });
      expect(await stored()).toEqual(expected);
    }
  });

  it('recognises GB18030 although the first Chinese character stands deep in the file', async () => {
    const ascii = Array.from({ length: 9000 }, (_, n) => `"A",${n},plain,1,`).join('\n');
    const shelfA: Importer<Book> = { ...books, check: async () => [] };
    const bytes = Buffer.concat([Buffer.from(`${HEADER}${ascii}\n`), gb.subarray(29)]);
    const report = await runImport({ db, importer: shelfA, source: textSource(bytes), actor: system });
    expect(report).toMatchObject({ written: true, encoding: 'gb18030', rows: 9002 });
  });

  it('says so when the file is UTF-16 or nothing known, or not what the operator says', async () => {
    expect((await run(Buffer.from(`\uFEFF${text}`, 'utf16le'))).faults[0]!.reason).toMatch(/UTF-16/);
    expect((await run(Uint8Array.of(0x61, 0xff, 0xff, 0x0a))).faults[0]!.reason).toMatch(/认不出文件的编码/);
    const forced = await runImport({
      db,
      importer: books,
      source: textSource(gb),
      encoding: 'utf-8',
      actor: system,
    });
    expect(forced).toMatchObject({ written: false, faultCount: 1 });
  });

  it('keeps commas, quotes and line breaks inside a cell, and counts lines as an editor does', async () => {
    const report = await run(
      `${HEADER}甲,1,"第一行,有逗号\r\n第二行有""引号""",1,\r\n\r\n甲,2,书,错,\r\n`,
    );
    expect(faults(report)).toEqual([[5, 'copies', '应为整数']]);
    expect(faults(await run(`${HEADER}甲,1,书,1,\r甲,2,书,错,\r\n`))).toEqual([[3, 'copies', '应为整数']]);
    await run(`${HEADER}甲,1,"第一行,有逗号\n第二行有""引号""",1,\n`);
    expect((await stored())[0]!.title).toBe('第一行,有逗号\n第二行有"引号"');
  });

  it('takes every naughty string as it is, or refuses it with a reason, and never half', async () => {
    const naughty = JSON.parse(
      readFileSync(new URL('../../../../../shared/data/naughty-strings.json', import.meta.url), 'utf8'),
    ) as string[];
    const cellOf = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const lines = naughty.map((text, n) => `甲,${n},${cellOf(text)},1,`);
    const first = await run(HEADER + lines.join('\n'));
    const refused = new Set(first.faults.map(({ reason }) => reason));
    expect([...refused].every((reason) => /不能为空|控制字符|不能超过/.test(reason))).toBe(true);
    expect(await stored()).toEqual([]);

    const good = naughty.filter((text) => cell.text(2000).safeParse(text.trim()).success);
    expect(good.length).toBeGreaterThan(400);
    const report = await run(HEADER + good.map((text, n) => `甲,${n},${cellOf(text)},1,`).join('\n'));
    expect(report).toMatchObject({ written: true, created: good.length, faultCount: 0 });
    const titles = new Map((await stored()).map(({ code, title }) => [code, title]));
    good.forEach((text, n) => expect(titles.get(String(n))).toBe(text.trim()));
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
