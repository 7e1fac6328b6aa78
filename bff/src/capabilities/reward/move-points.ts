import type { PointsReason } from '@xinglin/shared/reward/contract';
import { toInstant } from '@xinglin/shared/kernel/time';
import { rewardProblem } from '@xinglin/shared/reward/contract';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import type { Deps } from './ports.ts';
import { rewardStore } from './store.ts';

/** The one way points move: balance and ledger line together. A key that was booked before changes nothing. */
export async function movePoints(
  { now, newId }: Pick<Deps, 'now' | 'newId'>,
  tx: Tx,
  actor: Actor,
  entry: { personId: string; key: string; points: number; reason: PointsReason },
): Promise<void> {
  const store = rewardStore(tx);
  if (await store.hasKey(entry.key)) return;
  await store.openBalance(entry.personId);
  if (!(await store.moveBalance(entry.personId, entry.points))) throw rewardProblem('NOT_ENOUGH_POINTS');
  const balance = await store.balance(entry.personId);
  await store.insertEntry({ ...entry, id: newId(), balance, at: toInstant(now()) });
  await audit(tx, actor, `points.${entry.reason}`, entry.personId, { points: entry.points, key: entry.key });
}
