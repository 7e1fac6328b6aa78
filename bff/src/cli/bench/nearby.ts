/**
 * `npm run bench -- nearby [--stores 400,4000,40000 --items 3000 --questions 500 --seed N]`: the nearest 20 open, licensed stores within
 * 3 km that have the whole basket, asked of our index in memory, of MariaDB in plain SQL with a spatial index, and of Redis with
 * GEOSEARCH and HMGET, one after the other in one run, on the same made-up city.
 */
import { parseArgs } from 'node:util';
import { installed, startMariadb, startRedis } from '../../../../scripts/lib/services.mjs';
import { percentile } from './measure.ts';
import { agree, makeCity, ours, type Answer, type City, type Question } from './nearby-city.ts';
import { mariadbOf } from './nearby-mariadb.ts';
import { redisOf } from './nearby-redis.ts';

type Ask = (question: Question) => Answer | Promise<Answer>;
type Figures = { p50: number; p99: number; perSecond: number; answers: Answer[] };
type Other = {
  name: string;
  load: (city: City) => Promise<{ ask: Ask; close: () => unknown }>;
  stop: () => Promise<void>;
};

const IN_FLIGHT = 8;
const WARM_UP = 50;
const since = (startedAt: bigint) => Number(process.hrtime.bigint() - startedAt) / 1e6;

/** One at a time for the latency, then eight at a time for the throughput. */
async function measure(ask: Ask, questions: Question[]): Promise<Figures> {
  for (const question of questions.slice(0, WARM_UP)) await ask(question);
  const times: number[] = [];
  const answers: Answer[] = [];
  for (const question of questions) {
    const startedAt = process.hrtime.bigint();
    const answer = ask(question);
    // Waiting for what is there already would be measured as work.
    answers.push(answer instanceof Promise ? await answer : answer);
    times.push(since(startedAt));
  }
  const startedAt = process.hrtime.bigint();
  let at = 0;
  const worker = async () => {
    while (at < questions.length) await ask(questions[at++]!);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  const perSecond = (questions.length / since(startedAt)) * 1_000;
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99), perSecond, answers };
}

const line = (name: string, { p50, p99, perSecond }: Figures) =>
  `    ${name.padEnd(8)} p50 ${p50.toFixed(3)} ms, p99 ${p99.toFixed(3)} ms, ${perSecond.toFixed(0)}/s`;

async function others(): Promise<Other[]> {
  const here = installed();
  const found: Other[] = [];
  if (here.mariadb) {
    const server = await startMariadb();
    found.push({ name: 'MariaDB', load: (city) => mariadbOf(server.url, city), stop: () => server.stop() });
  } else console.log('  MariaDB is not installed here: not compared');
  if (here.redis) {
    const server = await startRedis();
    found.push({ name: 'Redis', load: (city) => redisOf(server.url, city), stop: () => server.stop() });
  } else console.log('  Redis is not installed here: not compared');
  return found;
}

async function atSize(city: City, compared: Other[]): Promise<number> {
  const mine = await measure(ours(city), city.questions);
  const found = mine.answers.reduce((sum, answer) => sum + answer.length, 0) / mine.answers.length;
  console.log(
    `  ${city.stores.length} stores, ${city.lines} lines of stock, ${found.toFixed(1)} stores found a question`,
  );
  console.log(line('ours', mine));
  const theirs: number[] = [];
  for (const other of compared) {
    const { ask, close } = await other.load(city);
    const figures = await measure(ask, city.questions);
    await close();
    theirs.push(figures.p50);
    const same = figures.answers.filter((answer, i) => agree(answer, mine.answers[i]!)).length;
    console.log(`${line(other.name, figures)}; same answer ${same}/${city.questions.length}`);
  }
  if (theirs.length > 0)
    console.log(`    at the median ${(Math.min(...theirs) / mine.p50).toFixed(1)}× the better of the others`);
  return mine.p50;
}

export async function benchNearby(args: string[] = []): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      stores: { type: 'string', default: '400,4000,40000' },
      items: { type: 'string', default: '3000' },
      questions: { type: 'string', default: '500' },
      seed: { type: 'string', default: '20261123' },
    },
  });
  const sizes = values.stores.split(',').map(Number);
  const [items, questions, seed] = [Number(values.items), Number(values.questions), Number(values.seed)];
  console.log(
    `nearby: n=${questions} questions of 1–3 of ${items} items, seed=${seed}, a square of 40 km at every size`,
  );
  const compared = await others();
  try {
    const medians: number[] = [];
    for (const stores of sizes)
      medians.push(await atSize(makeCity({ stores, items, questions, seed }), compared));
    const [first, last] = [medians[0]!, medians.at(-1)!];
    if (sizes.length > 1)
      console.log(
        `  our median grows with the number of stores to the power of ${(Math.log(last / first) / Math.log(sizes.at(-1)! / sizes[0]!)).toFixed(2)}`,
      );
  } finally {
    for (const other of compared) await other.stop();
  }
}
