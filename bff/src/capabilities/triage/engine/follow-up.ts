import type { Course } from '@xinglin/shared/triage/contract';
import { noMeasures, withFindings, type Facts, type Finding } from './facts.ts';
import { knowledge, type Knowledge } from './knowledge.ts';

const SAID: Record<Course, string> = { better: 'better', same: 'not_improving', worse: 'worse' };

/**
 * The same illness `hours` later: what was there has lasted so much longer, what was measured or denied then is asked
 * again, and what is told now (`later`) goes before what was told then.
 */
export function carriedOn(
  earlier: Facts,
  hours: number,
  course: Course,
  later: Facts | null,
  know: Knowledge = knowledge(),
): Facts {
  const lasting = (code: string) => ['history', 'state'].includes(know.findings.get(code)?.kind ?? '');
  const manner = (code: string) => know.findings.get(code)?.kind === 'course';
  const present = new Map<string, Finding>();
  for (const [code, finding] of earlier.present)
    if (!manner(code) && !later?.absent.has(code))
      present.set(code, {
        code,
        hours: (finding.hours ?? earlier.measures.hours ?? 0) + hours,
        detail: null,
      });
  for (const [code, finding] of later?.present ?? [])
    present.set(code, { ...finding, hours: finding.hours ?? present.get(code)?.hours ?? null });
  const facts: Facts = {
    ...earlier,
    person: later ? { ...later.person, ...told(earlier.person) } : earlier.person,
    present,
    absent: new Set([...[...earlier.absent].filter(lasting), ...(later?.absent ?? [])]),
    measures: { ...(later?.measures ?? noMeasures), hours: (earlier.measures.hours ?? 0) + hours },
    medicines: both(earlier.medicines, later?.medicines ?? null),
    allergies: both(earlier.allergies, later?.allergies ?? null),
    historyKnown: earlier.historyKnown || later?.historyKnown === true,
    wanted: later?.wanted ?? [],
    flags: later?.flags ?? [],
    wording: later?.wording ?? new Set(),
    notUnderstood: later?.notUnderstood ?? [],
  };
  return withFindings(facts, [SAID[course]]);
}

const told = <T extends object>(person: T): Partial<T> =>
  Object.fromEntries(Object.entries(person).filter(([, value]) => value !== null)) as Partial<T>;

const both = (a: readonly string[] | null, b: readonly string[] | null) =>
  a === null ? b : b === null ? a : [...new Set([...a, ...b])];
