import { sm2 } from 'sm-crypto-v2';
import { signer } from '../../kernel/signing/signatures.ts';
import { demoRxDrugs, examineCase, prescriptionCases } from '../prescription-cases.ts';

const [N, SEED] = [200, 20261129];
const USER_ID = '1234567812345678';
const percentile = (times: number[], share: number) =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]!;
async function ms(work: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** The machine's part of a review (rules, signature, its verification, in the worker) beside one bare SM2 signature. */
export async function benchReview(): Promise<void> {
  const pair = sm2.generateKeyPairHex();
  const ours = signer([{ serial: 'BENCH', alg: 'SM2-SM3', holder: '*', ...pair }]);
  const [cases, catalogue] = [prescriptionCases(), demoRxDrugs()];
  const at = (index: number) => cases[(index * 7 + SEED) % cases.length]!;
  const whole = async (index: number) => {
    const findings = await examineCase(at(index), catalogue);
    const words = JSON.stringify(findings);
    if (!(await ours.verify(await ours.sign('*', words), words))) throw new Error('signature does not hold');
  };
  const options = { hash: true, der: true, userId: USER_ID, publicKey: pair.publicKey };
  for (let index = 0; index < 10; index += 1) await whole(index);
  const [machine, bare]: [number[], number[]] = [[], []];
  for (let index = 0; index < N; index += 1) {
    machine.push(await ms(() => whole(index)));
    bare.push(await ms(() => sm2.doSignature(`prescription ${index}`, pair.privateKey, options)));
  }
  await ours.close();
  const [p50, p99, one] = [percentile(machine, 0.5), percentile(machine, 0.99), percentile(bare, 0.5)];
  console.log(`review: n=${N} seed=${SEED} (the ${cases.length} made-up prescriptions in turn)`);
  console.log(
    `  rules + sign + verify p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms (to stay under 2000 ms)`,
  );
  console.log(
    `  a bare SM2 signature p50 ${one.toFixed(1)} ms; ratio p50 ${(p50 / one).toFixed(1)}×, p99 ${(p99 / one).toFixed(1)}×`,
  );
}
