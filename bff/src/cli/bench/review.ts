/**
 * `npm run bench -- review [--n 100 --seed N]`: the machine's part from handing in to the decision, end to end: the product in
 * a process of its own on the embedded database on disk, the e-prescription platform in another, both asked over HTTP as a phone
 * asks. A person's reading is left out; everything that is waited for is in. XINGLIN_PREPARED, as in the tests, saves loading the city.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { sm2 } from 'sm-crypto-v2';
import { signInWithWechat } from '@xinglin/shared/identity/contract';
import { createClient, type Call } from '@xinglin/shared/kernel/client';
import { Problem } from '@xinglin/shared/kernel/problem';
import { submitPrescription } from '@xinglin/shared/prescription/contract';
import {
  CHECK_ITEMS,
  approvePrescription,
  claimPrescription,
  listReviewQueue,
} from '@xinglin/shared/prescription/review-contract';
import { stopAll } from '../../../../scripts/lib/processes.mjs';
import { startProduct } from '../../../../scripts/lib/product.mjs';
import { freePort } from '../../../../scripts/lib/services.mjs';
import { prescriptionCases, type PrescriptionCase } from '../prescription-cases.ts';
import { percentile, seeded } from './measure.ts';

type Product = Awaited<ReturnType<typeof startProduct>>;
type Times = Record<'submit' | 'queue' | 'open' | 'sign' | 'all' | 'health' | 'bare', number[]>;
const MOST_MS = 2_000;
const WARM_UP = 5;
const PATIENT = { user: 'wx-demo-lin-xiao', name: '林晓' };
const PHARMACIST = { user: 'wx-demo-pharmacist-1', account: 'demo-pharmacist-1' };
const USER_ID = '1234567812345678';

export async function benchReview(args: string[]): Promise<void> {
  const options = {
    n: { type: 'string', default: '100' },
    seed: { type: 'string', default: '20261129' },
  } as const;
  const { values } = parseArgs({ args, options });
  const [n, seed] = [Number(values.n), Number(values.seed)];
  const folder = mkdtempSync(path.join(os.tmpdir(), 'xinglin-bench-'));
  const prepared = process.env['XINGLIN_PREPARED'];
  if (prepared) cpSync(prepared, folder, { recursive: true });
  try {
    report(await measure(await startProduct({ port: await freePort(), folder }), n, seed), n, seed);
  } finally {
    await stopAll();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(product: Product, n: number, seed: number): Promise<Times> {
  const times: Times = { submit: [], queue: [], open: [], sign: [], all: [], health: [], bare: [] };
  const [patient, pharmacist] = [
    await person(product, PATIENT.user, 'patient'),
    await person(product, PHARMACIST.user, 'pharmacist'),
  ];
  const password = product.staff.find(({ username }) => username === PHARMACIST.account)!.password;
  const draw = seeded(seed);
  // Those on paper are photographs and need a person to read them.
  const cases = prescriptionCases().filter(({ items, photographed }) => items.length > 0 && !photographed);
  const pair = sm2.generateKeyPairHex();
  const sm2Options = { hash: true, der: true, userId: USER_ID, publicKey: pair.publicKey };
  for (let done = -WARM_UP; done < n;) {
    const one = await review(
      { product, patient, pharmacist, password },
      cases[Math.floor(draw() * cases.length)]!,
    );
    // What may not be handed in at all has no decision to measure.
    if (one === null) continue;
    done += 1;
    const health = await ms(() => fetch(`${product.origin}/livez`).then((answer) => answer.text()));
    const bare = await ms(() => sm2.doSignature(`prescription ${done}`, pair.privateKey, sm2Options));
    if (done > 0)
      for (const [leg, took] of Object.entries({ ...one, health, bare }))
        times[leg as keyof Times].push(took);
  }
  return times;
}

type Desk = { product: Product; patient: Call; pharmacist: Call; password: string };

/** One prescription from handing in to the signed approval; null when it may not be handed in. */
async function review({ product, patient, pharmacist, password }: Desk, it: PrescriptionCase) {
  const traceCode = await written(product, it);
  let id = '';
  const submit = await ms(async () => {
    const answer = await patient(submitPrescription, { traceCode, patientName: PATIENT.name }).catch(refusal);
    id = answer?.id ?? '';
  });
  if (id === '') return null;
  const queue = await ms(() => pharmacist(listReviewQueue, {}));
  const open = await ms(() => pharmacist(claimPrescription, { id }));
  const sign = await ms(async () => {
    const checked = CHECK_ITEMS.map(([item]) => item);
    const proof = { kind: 'password' as const, value: password };
    const { signature } = await pharmacist(approvePrescription, { id, checked, note: '已与医生核实', proof });
    if (!signature?.holds) throw new Error('the signature does not hold');
  });
  return { submit, queue, open, sign, all: submit + queue + open + sign };
}

/** Its doctor writes it; the platform holds it from now on. */
async function written({ controls }: Product, { items, diagnoses }: PrescriptionCase): Promise<string> {
  const lines = items.map(({ drug, strength, form, quantity, unit, dose, times, days, route }) => ({
    ...{ drugGenname: drug, drugSpec: strength, drugDosform: form, drugCnt: quantity, drugCntUnit: unit },
    ...{ sinDoscnt: dose, usedFrquPerDay: times, medcTiming: 'any', medcDays: days, medcWay: route },
  }));
  const diagnosis = { diagCode: diagnoses[0]?.code ?? '', diagName: diagnoses[0]?.name ?? '' };
  const answer = await fetch(`${controls['prescription-platform']!.control}/__ctl/issue`, {
    method: 'POST',
    body: JSON.stringify({ patientName: PATIENT.name, items: lines, diagnosis }),
  });
  return ((await answer.json()) as { traceCode: string }).traceCode;
}

const refusal = (error: unknown) => {
  if (error instanceof Problem && error.status === 422) return null;
  throw error;
};

async function person({ origin, controls }: Product, user: string, role: 'patient' | 'pharmacist') {
  const login = { method: 'POST', body: JSON.stringify({ user }) };
  const answer = await fetch(`${controls['wechat']!.origin}/__client/login`, login);
  const { code } = (await answer.json()) as { code: string };
  return client(origin, (await client(origin)(signInWithWechat, { code, role })).accessToken);
}

const client = (origin: string, token?: string): Call =>
  createClient({
    token: () => token,
    async transport({ method, url, headers, body }) {
      const sent = { method, headers: { 'content-type': 'application/json', ...headers } };
      const answer = await fetch(`${origin}/api${url}`, {
        ...sent,
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { status: answer.status, body: await answer.json() };
    },
  });

async function ms(work: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function report(times: Times, n: number, seed: number): void {
  const at = (leg: keyof Times, share: number) => percentile(times[leg], share);
  const figures = (leg: keyof Times) =>
    `p50 ${at(leg, 0.5).toFixed(1)} ms, p99 ${at(leg, 0.99).toFixed(1)} ms, worst ${at(leg, 1).toFixed(1)} ms`;
  console.log(
    `review: n=${n} seed=${seed}, made-up prescriptions drawn from config/rules, embedded database on disk`,
  );
  console.log(`  submit to decision, without the person: ${figures('all')} (to stay under ${MOST_MS} ms)`);
  console.log(`    hand in, platform asked     ${figures('submit')}`);
  console.log(`    queue read                  ${figures('queue')}`);
  console.log(`    claim, rules, page          ${figures('open')}`);
  console.log(`    proof, signature, verified  ${figures('sign')}`);
  console.log(
    `  in the same run: a bare SM2 signature ${figures('bare')}; /livez over HTTP ${figures('health')}`,
  );
  const ratio = (share: number) => (at('all', share) / at('bare', 0.5)).toFixed(0);
  console.log(`  ratio to a bare signature: p50 ${ratio(0.5)}×, p99 ${ratio(0.99)}×`);
  if (at('all', 1) >= MOST_MS) process.exitCode = 1;
}
