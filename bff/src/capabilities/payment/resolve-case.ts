import { paymentProblem } from '@xinglin/shared/payment/contract';
import { resolutionsOf, type resolveMoneyCase } from '@xinglin/shared/payment/desk';
import { done } from '@xinglin/shared/kernel/endpoint';
import { problem } from '@xinglin/shared/kernel/problem';
import { toInstant } from '@xinglin/shared/kernel/time';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { scrub } from '../../kernel/log.ts';
import { publish } from '../../kernel/outbox.ts';
import { caseTable, closeCase, reasonOf, type CaseRow } from './cases.ts';
import type { RefundDue } from './events.ts';
import { bookSuspense } from './ledger.ts';
import { movePayment, moveRefund } from './move.ts';
import type { Deps } from './ports.ts';
import { tellRefunded } from './refund-payment.ts';
import { cutRefund } from './cut-refund.ts';
import { noteRefund } from './request-refund.ts';
import { tellSentBack } from './returned-there.ts';
import { paymentByNo, paymentTable, refundTable, type RefundRow } from './store.ts';

/** A person works a case off: what they decide about the money and the closed case are one transaction. */
export function resolveCase(deps: Deps): Handler<typeof resolveMoneyCase> {
  return async (officer, { id, resolution, reason }) => {
    const found = await deps.db.read.findOneBy(caseTable, { id });
    if (!found) throw paymentProblem('CASE_NOT_FOUND');
    if (!resolutionsOf(found).includes(resolution)) throw paymentProblem('RESOLUTION_NOT_ALLOWED');
    await deps.db.write(async (tx) => {
      const sealed = deps.crypto.encrypt(reason, reasonOf(id));
      const closed = {
        closedAt: toInstant(deps.now()),
        closedBy: officer.id,
        resolution,
        reason: sealed,
      };
      if (!(await closeCase(tx, id, closed))) throw paymentProblem('CASE_CLOSED');
      await audit(tx, officer, `money_case.${resolution}`, id, {
        subject: found.subject,
        reason: scrub(reason),
      });
      await ACTS[resolution](deps, tx, officer, found, reason);
    });
    return done;
  };
}

type Act = (deps: Deps, tx: Tx, officer: Actor, found: CaseRow, reason: string) => Promise<void>;

/** All of what came in goes back, whatever it was for. */
const sendBack: Act = async (deps, tx, officer, { subject }, reason) => {
  const payment = await paymentByNo(tx, subject);
  if (!payment?.receivedFen || !(await movePayment(tx, officer, payment, 'send_back')))
    throw problem('CHANGED_MEANWHILE');
  const { id, receivedFen } = payment;
  await tx.update(paymentTable, id, { refundedFen: receivedFen });
  const back = { refundKey: `held:${id}`, refundFen: receivedFen, reason };
  await noteRefund(deps, tx, officer, payment, back, { suspense: true });
  await tellSentBack(tx, payment);
};

/** A refund the platform closed or refused needs a new number; of an abnormal one the old number is still the refund. */
const retryRefund: Act = async (deps, tx, officer, { subject, orderId }) => {
  const refund = await refundByNo(tx, subject);
  const tries = refund.tries + 1;
  const refundNo = refund.failure === 'abnormal' ? subject : `R${refund.id.replaceAll('-', '')}-${tries}`;
  if (!(await moveRefund(tx, officer, refund, 'retry', { refundNo, tries, failure: null })))
    throw problem('CHANGED_MEANWHILE');
  const data = { orderId: orderId ?? '', attempt: 0 };
  await publish<RefundDue>(tx, { name: 'refund.due', subject: refund.id, data });
};

/** The person paid it out another way, by transfer or over the counter, and says so. */
const refundOffline: Act = async (deps, tx, officer, { subject }) => {
  const refund = await refundByNo(tx, subject);
  const succeededAt = toInstant(deps.now());
  if (!(await moveRefund(tx, officer, refund, 'note_offline', { succeededAt, offline: 1 })))
    throw problem('CHANGED_MEANWHILE');
  await tellRefunded(deps, tx, refund, true);
};

const ACTS: Record<NonNullable<CaseRow['resolution']>, Act> = {
  send_back: sendBack,
  retry_refund: retryRefund,
  refund_offline: refundOffline,
  to_suspense: (deps, tx, _, { id, askedFen, foundFen }) =>
    bookSuspense(deps, tx, id, (foundFen ?? 0) - (askedFen ?? 0)),
  refund_left: (deps, tx, officer, found) => cutRefund(deps, tx, officer, found, 'left'),
  refund_nothing: (deps, tx, officer, found) => cutRefund(deps, tx, officer, found, 'nothing'),
  noted: async () => {},
};

async function refundByNo(tx: Tx, refundNo: string): Promise<RefundRow> {
  const refund = await tx.findOneBy(refundTable, { refundNo });
  if (!refund) throw paymentProblem('CASE_NOT_FOUND');
  return refund;
}
