import { describe, expect, it } from 'vitest';
import { main } from './interactions.ts';

const run = (...lines: (object | string)[]) => {
  const { output, exitCode } = main(
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  );
  const answers = output
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { answers, exitCode };
};

describe('npm run -s interactions', () => {
  it('answers each line on its own line, in the agreed form', () => {
    const { answers, exitCode } = run(
      { id: 'a', inn: ['warfarin', 'ibuprofen'] },
      { id: 7, inn: ['metformin'] },
    );
    expect(exitCode).toBe(0);
    expect(answers.map(({ id }) => id)).toEqual(['a', 7]);
    expect(Object.keys(answers[0]!)).toEqual([
      'id',
      'findings',
      'notCovered',
      'duplicates',
      'pairsChecked',
      'version',
    ]);
    expect(answers[0]).toMatchObject({
      findings: [{ a: 'warfarin', b: 'ibuprofen', severity: 'major', source: expect.any(String) as string }],
      notCovered: [],
      duplicates: [],
      pairsChecked: 1,
      version: expect.stringMatching(/^\d{4}\.\d{2}\.\d{2}/) as string,
    });
    expect(answers[1]).toMatchObject({ findings: [], pairsChecked: 0 });
  });

  it('answers a bad line with one error line, the others still, and fails in the end', () => {
    const { answers, exitCode } = run(
      'not json',
      { id: 'b' },
      { inn: ['warfarin'] },
      { id: 'c', inn: 'warfarin' },
      { id: 'd', inn: ['warfarin', 3] },
      { id: 'e', inn: ['sildenafil', '硝酸甘油'] },
    );
    expect(exitCode).toBe(1);
    expect(answers).toHaveLength(6);
    for (const answer of answers.slice(0, 5))
      expect(answer).toEqual({ id: null, error: expect.stringMatching(/^line \d+: /) as string });
    expect(answers[5]).toMatchObject({ id: 'e', findings: [{ severity: 'contraindicated' }] });
  });

  it('is not disturbed by blank lines, Windows line ends or a byte order mark', () => {
    const { output, exitCode } = main(
      '\uFEFF{"id":"a","inn":["warfarin"]}\r\n\r\n{"id":"b","inn":["aspirin"]}\r\n',
    );
    expect(exitCode).toBe(0);
    expect(output.trim().split('\n')).toHaveLength(2);
    expect(main('')).toEqual({ output: '', exitCode: 0 });
  });
});
