import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { PlanInstance } from '../capabilities/pricing/optimise/instance.ts';
import { solve } from '../capabilities/pricing/optimise/solve.ts';

/**
 * `tsx bff/src/cli/plan.ts [--budget-ms N] < instances.jsonl`: one purchase-plan instance a line in, one line
 * `{"id","total","alloc"}` out. Past the budget the line also says `"proven":false,"bound"`. A line that is not an instance is
 * reported on stderr and makes the exit code 1.
 */
function budgetFrom(args: string[]): number | undefined {
  const at = args.indexOf('--budget-ms');
  if (at < 0) return undefined;
  const ms = Number(args[at + 1]);
  if (!(ms > 0)) throw new Error('--budget-ms needs a number of milliseconds');
  return ms;
}

function answerTo(line: string, budgetMs: number | undefined): string {
  const instance = PlanInstance.parse(JSON.parse(line));
  const { total, alloc, proven, bound } = solve(instance, { budgetMs });
  return JSON.stringify({ id: instance.id, total, alloc, ...(proven ? {} : { proven, bound }) });
}

async function main(): Promise<void> {
  const budgetMs = budgetFrom(process.argv.slice(2));
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    number++;
    if (line.trim() === '') continue;
    try {
      if (!process.stdout.write(`${answerTo(line, budgetMs)}\n`)) await once(process.stdout, 'drain');
    } catch (error) {
      process.stderr.write(`line ${number}: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    }
  }
}

await main();
