import { next } from '@xinglin/shared/kernel/lifecycle';
import { problem } from '@xinglin/shared/kernel/problem';
import { toInstant } from '@xinglin/shared/kernel/time';
import { pricingProblem } from '@xinglin/shared/pricing/contract';
import { reportLifecycle, type ReportEvent } from '@xinglin/shared/pricing/lifecycle';
import type {
  answerPriceReport,
  askAboutPriceReport,
  reportPrice as contract,
} from '@xinglin/shared/pricing/reports';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import { onDuplicate, type Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { publish } from '../../kernel/outbox.ts';
import type { PriceReportAnswered } from './events.ts';
import type { Deps } from './ports.ts';
import { presentReports } from './price-reports.ts';
import { reportStore, wordsOf, type ReportMessageRow, type ReportRow } from './report-store.ts';
import { pricingStore } from './store.ts';

type Writing = Pick<Deps, 'db' | 'now' | 'newId' | 'crypto' | 'drugsByIds' | 'storesByIds'>;

/** A patient says that a price of an own plan is wrong: a thread with the store begins. One a plan and price. */
export function reportPrice(deps: Writing): Handler<typeof contract> {
  return async (patient, { planId, optionKey, storeId, drugId, seenFen, text }) => {
    const plan = await pricingStore(deps.db.read).plan(planId, patient.id);
    const line = plan?.plan.options
      .find(({ key }) => key === optionKey)
      ?.parcels.find((parcel) => parcel.storeId === storeId)
      ?.lines.find((each) => each.drugId === drugId);
    if (!line) throw pricingProblem('PLAN_NOT_FOUND', { id: planId });
    const at = toInstant(deps.now());
    const row: ReportRow = {
      ...{ id: deps.newId(), patientId: patient.id, storeId, drugId, planId },
      ...{
        shownFen: line.unitPriceFen,
        seenFen: seenFen ?? null,
        state: 'open',
        createdAt: at,
        updatedAt: at,
      },
    };
    await deps.db.write(async (tx) => {
      await reportStore(tx)
        .insert(row)
        .catch(onDuplicate(() => pricingProblem('REPORT_OPEN')));
      await say(deps, tx, { reportId: row.id, author: 'patient', text });
      await audit(tx, patient, 'price_report.open', row.id, { storeId });
    });
    return (await presentReports(deps, [row]))[0]!;
  };
}

function say(
  { now, newId, crypto }: Writing,
  tx: Tx,
  { text, ...message }: Pick<ReportMessageRow, 'reportId' | 'author' | 'text'>,
) {
  const id = newId();
  const sealed = crypto.encrypt(text, wordsOf(id));
  return reportStore(tx).insertMessage({ id, at: toInstant(now()), text: sealed, ...message });
}

/** The one way a thread moves: each side may write at any time, and the last word says whose turn it is. */
async function moveReport(
  deps: Writing,
  tx: Tx,
  actor: Actor,
  row: ReportRow,
  event: ReportEvent,
): Promise<ReportRow> {
  const state = next(reportLifecycle, row.state, event);
  const at = toInstant(deps.now());
  if (!(await reportStore(tx).setState(row.id, row.state, state, at))) throw problem('CHANGED_MEANWHILE');
  await audit(tx, actor, `price_report.${event}`, row.id, { storeId: row.storeId });
  return { ...row, state, updatedAt: at };
}

/** The store answers a report of its own; the patient is told. */
export function answerReport(deps: Writing): Handler<typeof answerPriceReport> {
  return async (staff, { id, text }) => {
    const row = await deps.db.write(async (tx) => {
      const current = await reportStore(tx).report(id);
      if (!current || !staff.storeId || current.storeId !== staff.storeId)
        throw pricingProblem('REPORT_NOT_FOUND');
      await say(deps, tx, { reportId: id, author: 'store', text });
      const data = { patientId: current.patientId };
      await publish<PriceReportAnswered>(tx, { name: 'price_report.answered', subject: id, data });
      return moveReport(deps, tx, staff, current, 'answer');
    });
    return (await presentReports(deps, [row]))[0]!;
  };
}

/** The patient adds to an own report; it is the store's turn again. */
export function askAboutReport(deps: Writing): Handler<typeof askAboutPriceReport> {
  return async (patient, { id, text }) => {
    const row = await deps.db.write(async (tx) => {
      const current = await reportStore(tx).report(id);
      if (current?.patientId !== patient.id) throw pricingProblem('REPORT_NOT_FOUND');
      await say(deps, tx, { reportId: id, author: 'patient', text });
      return moveReport(deps, tx, patient, current, 'ask');
    });
    return (await presentReports(deps, [row]))[0]!;
  };
}
