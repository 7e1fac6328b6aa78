import type {
  CourseStep,
  getPrescriptionCourse as contract,
} from '@xinglin/shared/compliance/course-contract';
import { problem } from '@xinglin/shared/kernel/problem';
import { toInstant } from '@xinglin/shared/kernel/time';
import { audit, type AuditRow } from '../../kernel/audit.ts';
import type { Handler } from '../../kernel/http.ts';
import type { Deps } from './ports.ts';
import { presentRecord } from './retention.ts';
import { keptRecords } from './retention-store.ts';
import { auditReader } from './store.ts';

/**
 * One prescription as an inspector asks for it: what it says, who decided and signed, what left the store, until when it is kept,
 * and every step with its link of the chain checked. It shows health data, so each look is on record, and what it was for.
 */
export function getPrescriptionCourse(deps: Deps): Handler<typeof contract> {
  return async (officer, { id, use }) => {
    const own = await auditReader(deps.db.read).about([id]);
    const found = await deps.prescriptionCourse(id);
    const [record] = await keptRecords(deps.db.read).all([id]);
    if (!found && record?.kind !== 'prescription') throw problem('NOT_FOUND');
    await deps.db.write((tx) => audit(tx, officer, 'prescription.course_read', id, { use }));

    const orderIds = ordersOf(own, found?.orderId ?? null);
    const parcels = await deps.dispensedIn(orderIds);
    const sales = await Promise.all(orderIds.map((orderId) => deps.counterSale(orderId)));
    const kept = await keptRecords(deps.db.read).all([id, ...orderIds]);
    const nameOf = names(deps);
    return {
      id,
      number: found?.traceCode ?? record?.number ?? '',
      prescription: found,
      parcels: await Promise.all(
        parcels.map(async (each) => ({ ...each, pickedBy: each.pickedBy && (await nameOf(each.pickedBy)) })),
      ),
      sale: sales.find((sale) => sale !== null) ?? null,
      kept: await Promise.all(kept.map((row) => presentRecord(deps, row))),
      steps: await steps(deps, { id, orderIds, parcelIds: parcels.map((parcel) => parcel.id) }),
      readAt: toInstant(deps.now()),
      readBy: (await nameOf(officer.id)) ?? '',
    };
  };
}

/** The orders it ever served: one that was cancelled freed it, which the trail remembers and the prescription does not. */
function ordersOf(entries: AuditRow[], current: string | null): string[] {
  const told = entries.map(({ data }) => (data as { orderId?: unknown } | null)?.orderId);
  return [...new Set([...told, current])].filter((id): id is string => typeof id === 'string' && id !== '');
}

type Things = { id: string; orderIds: string[]; parcelIds: string[] };

async function steps(deps: Deps, { id, orderIds, parcelIds }: Things): Promise<CourseStep[]> {
  const rows = await auditReader(deps.db.read).about([id, ...orderIds, ...parcelIds]);
  const links = await deps.checkLinks(rows);
  const nameOf = names(deps);
  const about = (subject: string) =>
    subject === id ? 'prescription' : parcelIds.includes(subject) ? 'parcel' : 'order';
  return Promise.all(
    rows.map(async (row) => ({
      seq: row.seq,
      at: row.at,
      action: row.action,
      about: row.action.startsWith('inventory.') ? ('sale' as const) : about(row.subject),
      actorName: await nameOf(row.actorId),
      role: row.role as CourseStep['role'],
      data: row.data as CourseStep['data'],
      link: links.get(row.id) ?? 'broken',
    })),
  );
}

/** Asks for each name once. */
function names({ displayNameOf }: Pick<Deps, 'displayNameOf'>) {
  const known = new Map<string, Promise<string | null>>();
  return (id: string) => {
    const name = known.get(id) ?? displayNameOf(id);
    known.set(id, name);
    return name;
  };
}
