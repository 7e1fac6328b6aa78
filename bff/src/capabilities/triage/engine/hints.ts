import type { Result, Within } from '@xinglin/shared/triage/contract';
import { conclude } from './conclude.ts';
import { withFindings, type Facts } from './facts.ts';
import { knowledge, type Knowledge } from './knowledge.ts';
import type { OtcFact } from './otc.ts';
import { combined } from './understand.ts';

const SOONEST: readonly Within[] = ['now', 'today', '24h', 'days', 'home'];

/** The facts with findings that somebody else read out of the text; what the person denied stays denied. */
export function hinted(facts: Facts, hints: readonly string[], know: Knowledge = knowledge()): Facts | null {
  const fresh = hints.filter((code) => {
    const kind = know.findings.get(code)?.kind;
    return (kind === 'symptom' || kind === 'trigger') && !facts.present.has(code) && !facts.absent.has(code);
  });
  return fresh.length > 0 ? combined(withFindings(facts, fresh), know) : null;
}

/**
 * The result, looked at again with the hints: the graver of both counts, and of the products the hints may only take away.
 * Without hints it is `conclude`.
 */
export function concludeWith(
  facts: Facts,
  hints: readonly string[],
  catalogue: readonly OtcFact[],
  know: Knowledge = knowledge(),
): Result {
  const alone = conclude(facts, catalogue, know);
  const wider = hinted(facts, hints, know);
  if (!wider) return alone;
  const offered = new Set(alone.options.map(({ drugCode }) => drugCode));
  const again = conclude(
    wider,
    catalogue.filter(({ drugCode }) => offered.has(drugCode)),
    know,
  );
  const kept = new Set(again.options.map(({ drugCode }) => drugCode));
  const graver = SOONEST.indexOf(again.within) < SOONEST.indexOf(alone.within) ? again : alone;
  const known = new Set(alone.leftOut.map(({ name }) => name));
  return {
    ...graver,
    options: alone.options.filter(({ drugCode }) => kept.has(drugCode)),
    leftOut: [...alone.leftOut, ...again.leftOut.filter(({ name }) => !known.has(name))],
    checked: alone.checked,
    notCovered: alone.notCovered,
    shopAllowed: alone.shopAllowed && again.shopAllowed,
  };
}
