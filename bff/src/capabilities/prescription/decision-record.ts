import { DAY_MS, plus, toInstant } from '@xinglin/shared/kernel/time';
import type { PrescriptionStatus } from '@xinglin/shared/prescription/contract';
import { CHECK_ITEMS, type Finding } from '@xinglin/shared/prescription/review-contract';
import {
  ENOUGH_DECISIONS,
  NO_HINT,
  type DecisionRecord,
  type getDecisionRecord as contract,
  type getReviewPace as paceContract,
} from '@xinglin/shared/prescription/record';
import type { Handler } from '../../kernel/http.ts';
import { sealed, type Content, type Decision } from './content.ts';
import { checkText } from './findings-in-words.ts';
import { mustBeOf } from './policy.ts';
import type { Deps } from './ports.ts';
import { prescriptionStore, reviewQueue, type PrescriptionRow } from './store.ts';

/** Only after approval may a patient read drugs and dosage, and the machine's sentences name both. */
const APPROVED: PrescriptionStatus[] = ['approved', 'used', 'dispensed'];

/** The patient reads how their prescription was decided, in words. */
export const getDecisionRecord =
  (deps: Deps): Handler<typeof contract> =>
  async (patient, { id }) => {
    const row = await prescriptionStore(deps.db.read).get(id);
    mustBeOf(patient.id, row);
    const { contentOf, decisionOf } = sealed(deps.crypto);
    const decision = decisionOf(row);
    return {
      id,
      number: row.traceCode,
      status: row.status,
      source: row.source,
      patientName: contentOf(row).patient.name,
      institution: row.institution,
      submittedAt: row.submittedAt,
      // One that ran out after approval was approved all the same, but no longer opens its drugs.
      decision: decision && decided(row, contentOf(row), decision, APPROVED.includes(row.status)),
    };
  };

const seconds = (from: string, to: string) =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));

/** For whoever may read the drugs whatever became of the prescription. */
export const decidedInFull = (row: PrescriptionRow, content: Content, decision: Decision) =>
  decided(row, content, decision, true);

function decided(
  row: PrescriptionRow,
  { items }: Content,
  { checked, refused, findings, notCovered, rulesVersion, note, asked }: Decision,
  open: boolean,
): DecisionRecord['decision'] {
  const decidedAt = row.decidedAt ?? row.submittedAt;
  return {
    verdict: verdictFor(row, refused),
    pharmacist: { name: row.pharmacistName ?? '', licenceNo: row.licenceNo ?? '' },
    decidedAt,
    reviewSeconds: row.claimedAt === null ? null : seconds(row.claimedAt, decidedAt),
    waitSeconds: seconds(row.submittedAt, decidedAt),
    leftOut: open
      ? refused.map(({ index, reason }) => ({ name: items[index]?.genericName ?? '', reason }))
      : [],
    items:
      row.rejectReason === null
        ? CHECK_ITEMS.map(([item, text]) => ({ text, confirmed: checked.includes(item) }))
        : [],
    machine: machineWords(findings, open),
    rulesVersion,
    notCovered: open ? notCovered : [],
    notCoveredCount: notCovered.length,
    questions: asked.map(({ question, answer }) => ({ asked: question, answered: answer })),
    reason: row.rejectReason,
    note: note || null,
  };
}

function verdictFor(
  { status, rejectReason }: PrescriptionRow,
  refused: Decision['refused'],
): NonNullable<DecisionRecord['decision']>['verdict'] {
  if (rejectReason !== null) return status === 'changes_requested' ? 'changes' : 'rejected';
  return refused.length > 0 ? 'partly' : 'approved';
}

const OUTCOMES = { stop: '提示需要停下，药师已看到', warn: '提示注意，药师已看到', info: '供参考' };

/** Each kind of check once, with the gravest thing it found; no hint is not the same as being looked at, which `notCovered` says. */
function machineWords(findings: Finding[], open: boolean) {
  const codes = [...new Set([...Object.keys(checkText), ...findings.map(({ code }) => code)])];
  return codes.map((code) => {
    const found = findings.filter((each) => each.code === code);
    const [worst] = found;
    return {
      text: checkText[code] ?? '其他规则',
      outcome: worst ? OUTCOMES[worst.severity] : NO_HINT,
      note: open && worst ? found.map(({ text }) => text).join('；') : null,
    };
  });
}

/** How long decisions really took in the last seven days; says nothing when there were too few. */
export const getReviewPace =
  ({ db, now }: Pick<Deps, 'db' | 'now'>): Handler<typeof paceContract> =>
  async () => {
    const waits = (await reviewQueue(db.read).decidedAfter(plus(toInstant(now()), -7 * DAY_MS)))
      .map(({ submittedAt, decidedAt }) => seconds(submittedAt, decidedAt))
      .sort((a, b) => a - b);
    const at = (share: number) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? null;
    const enough = waits.length >= ENOUGH_DECISIONS;
    return {
      n: waits.length,
      medianSeconds: enough ? at(0.5) : null,
      p90Seconds: enough ? at(0.9) : null,
    };
  };
