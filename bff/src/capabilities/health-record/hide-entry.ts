import { healthRecordProblem, type hideEntry as contract } from '@xinglin/shared/health-record/contract';
import { audit } from '../../kernel/audit.ts';
import type { Handler } from '../../kernel/http.ts';
import type { Deps } from './ports.ts';
import { entryView, sealer } from './seal.ts';
import { healthRecordStore } from './store.ts';

/** The person hides an entry from everybody else's view, or shows it again. */
export function hideOwnEntry({ db, crypto }: Pick<Deps, 'db' | 'crypto'>): Handler<typeof contract> {
  const { openEntry } = sealer(crypto);
  return (actor, { id, hidden }) =>
    db.write(async (tx) => {
      const store = healthRecordStore(tx);
      const row = await store.entryOf(actor.id, id);
      if (!row) throw healthRecordProblem('ENTRY_NOT_FOUND');
      await store.hide(id, hidden);
      await audit(tx, actor, hidden ? 'health_record.hide' : 'health_record.show', id);
      return entryView({ ...row, hidden }, openEntry(row));
    });
}
