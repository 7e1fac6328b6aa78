import { toInstant } from '@xinglin/shared/kernel/time';
import type { DomainEvent, Delivered, Reaction } from '../../kernel/outbox.ts';
import type { Deps } from './ports.ts';
import { notificationStore } from './store.ts';
import { WORDS, type Words } from './words.ts';

type Event = Delivered<DomainEvent<string, Record<string, unknown>>>;

/** Every event that has words becomes a message in the inbox, a live notice, and a WeChat message where one was allowed. */
export function notificationReactions(deps: Deps): Reaction[] {
  return Object.entries(WORDS).flatMap(([name, wordsOf]): Reaction[] => [
    {
      on: name,
      name: `notification: inbox ${name}`,
      react: async (tx, event) => {
        const words = wordsOf(event as Event);
        const store = notificationStore(tx);
        if (!words.personId || (await store.has(event.id))) return;
        const { personId, kind, title, body } = words;
        const path = `/open/index?to=${words.to}&id=${words.id}`;
        await store.insert({
          id: event.id,
          personId,
          kind,
          title,
          body,
          path,
          at: toInstant(deps.now()),
          readAt: null,
        });
      },
    },
    {
      on: name,
      name: `notification: send ${name}`,
      effect: async (event) => {
        const words = wordsOf(event as Event);
        if (!words.personId) return;
        deps.tell({ person: words.personId }, { topic: 'inbox', id: event.id });
        await sendToWechat(deps, event.id, words);
      },
    },
  ]);
}

/** One accept of the person is good for one message; without a credit the inbox has to do. */
async function sendToWechat(
  deps: Deps,
  key: string,
  { template, personId, title, to, id }: Words,
): Promise<void> {
  if (!template) return;
  const credit = await notificationStore(deps.db.read).credit(personId, template);
  const openid = credit && credit.credits > 0 ? await deps.openidOf(personId) : null;
  if (!openid) return;
  const outcome = await deps.messenger.send({
    openid,
    templateId: deps.templates[template],
    page: `open/index?to=${to}&id=${id}`,
    data: { thing1: title, time2: toInstant(deps.now()) },
    key,
  });
  await deps.db.write(async (tx) => {
    const store = notificationStore(tx);
    if (outcome === 'no_credit') await store.emptyCredit(personId, template);
    else await store.addCredit(personId, template, -1);
  });
}
