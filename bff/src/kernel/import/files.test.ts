import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { system } from '../actor.ts';
import { cell, runImport, textSource, type Importer, type ImportReport, type Source } from './importer.ts';
import { bookTable, books, HEADER, testBooks, type Book } from './testing.ts';

const NAUGHTY = fileURLToPath(new URL('../../../../../shared/data/naughty-strings.json', import.meta.url));
const { db, run, stored } = testBooks();
const faults = ({ faults }: ImportReport) => faults.map(({ line, column, reason }) => [line, column, reason]);

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
    const report = await run(`${HEADER}甲,1,"第一行,有逗号\r\n第二行有""引号""",1,\r\n\r\n甲,2,书,错,\r\n`);
    expect(faults(report)).toEqual([[5, 'copies', '应为整数']]);
    expect(faults(await run(`${HEADER}甲,1,书,1,\r甲,2,书,错,\r\n`))).toEqual([[3, 'copies', '应为整数']]);
    await run(`${HEADER}甲,1,"第一行,有逗号\n第二行有""引号""",1,\n`);
    expect((await stored())[0]!.title).toBe('第一行,有逗号\n第二行有"引号"');
  });

  const saysWhatIsMissing =
    'takes every naughty string (SKIPPED WHEN ../shared/data IS MISSING) as it is, or refuses it with a reason, and never half';
  it.skipIf(!existsSync(NAUGHTY))(saysWhatIsMissing, async () => {
    const naughty = JSON.parse(readFileSync(NAUGHTY, 'utf8')) as string[];
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
