import { done } from '@xinglin/shared/kernel/endpoint';
import {
  SubscribeTemplate,
  type recordSubscription as contract,
} from '@xinglin/shared/notification/contract';
import { isDuplicate } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import type { Deps } from './ports.ts';
import { notificationStore } from './store.ts';

/** The person tapped 允许 in WeChat's dialog: each accept is one message we may send later. WeChat tells nobody the count, so we keep it. */
export function recordSubscription({
  db,
  templates,
}: Pick<Deps, 'db' | 'templates'>): Handler<typeof contract> {
  return async (actor, { results }) => {
    for (const { templateId, result } of results) {
      const template = SubscribeTemplate.options.find((name) => templates[name] === templateId);
      if (!template) continue;
      if (result === 'accept') await grant(db, actor.id, template);
      else if (result !== 'filter')
        await db.write((tx) => notificationStore(tx).emptyCredit(actor.id, template));
    }
    return done;
  };
}

async function grant(db: Deps['db'], personId: string, template: SubscribeTemplate): Promise<void> {
  const add = () => db.write((tx) => notificationStore(tx).addCredit(personId, template, 1));
  if (await add()) return;
  try {
    await db.write((tx) => notificationStore(tx).insertCredit({ personId, template, credits: 1 }));
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    await add();
  }
}
