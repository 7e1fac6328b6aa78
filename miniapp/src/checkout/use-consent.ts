import { useState } from 'react';
import { renewPlan, type OptionChanges } from '@xinglin/shared/pricing/contract';
import { problemOf } from '../client/problem-of.ts';
import { useAct } from '../client/use-endpoint.ts';
import { toastProblem } from '../ui/index.ts';
import { needsConsent } from './needs-consent.ts';

export type Chosen = { planId: string; optionKey: string };
type Asked = { chosen: Chosen; changes: OptionChanges };

/** Refusals after which the same wish can be computed again. */
const RENEWABLE = ['PLAN_CHANGED', 'PLAN_EXPIRED', 'COUPON_GONE'];

/**
 * When the prices of a plan do not hold any more: computes the same wish again and asks with old and new side by side. What got no
 * dearer needs no asking.
 */
export function useConsent(submit: (chosen: Chosen) => void, choose: (chosen: Chosen) => void) {
  const renew = useAct(renewPlan);
  const [consent, setConsent] = useState<Asked | null>(null);
  const go = (chosen: Chosen) => {
    setConsent(null);
    choose(chosen);
    submit(chosen);
  };
  const refused = async (error: unknown, { planId, optionKey }: Chosen) => {
    if (!RENEWABLE.includes(problemOf(error).code)) return toastProblem(error);
    const renewed = await renew.mutateAsync({ id: planId, optionKey }).catch(() => null);
    if (!renewed?.optionKey || !renewed.changes) return toastProblem(error);
    const chosen = { planId: renewed.plan.id, optionKey: renewed.optionKey };
    if (needsConsent(renewed.changes)) setConsent({ chosen, changes: renewed.changes });
    else go(chosen);
  };
  return {
    consent,
    refused,
    agree: () => consent && go(consent.chosen),
    decline: () => setConsent(null),
  };
}
