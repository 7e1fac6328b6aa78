/**
 * `npm run -s interactions < regimens.jsonl`: one list of medicines a line in (`{"id", "inn": [...]}`), one report a line
 * out. A bad line is answered by an error line; the others still count, and the exit code is 1. The same table and code
 * serve the symptom check and the review of prescriptions.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { checkRegimen } from '../capabilities/triage/engine/interactions.ts';
import { knowledge } from '../capabilities/triage/engine/knowledge.ts';

const RegimenLine = z.object({
  id: z.union([z.string(), z.number()]),
  inn: z.array(z.string().trim().min(1)),
});

/** Output of a whole input, and the exit code. */
export function main(input: string): { output: string; exitCode: 0 | 1 } {
  const lines = input
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((text, index) => ({ text, number: index + 1 }))
    .filter(({ text }) => text.trim() !== '');
  const answers = lines.map(({ text, number }) => answerLine(text, number));
  return {
    output: answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''),
    exitCode: answers.some((answer) => 'error' in answer) ? 1 : 0,
  };
}

function answerLine(text: string, number: number) {
  const read = parsed(text);
  if (read === undefined) return { id: null, error: `line ${number}: not JSON` };
  const line = RegimenLine.safeParse(read);
  if (!line.success) {
    const why = line.error.issues.map(({ path, message }) => `${path.join('.') || 'line'}: ${message}`);
    return { id: null, error: `line ${number}: ${why.join('; ')}` };
  }
  return { id: line.data.id, ...checkRegimen(line.data.inn, knowledge()) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { output, exitCode } = main(readFileSync(0, 'utf8'));
  process.stdout.write(output);
  process.exitCode = exitCode;
}
