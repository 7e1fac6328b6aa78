import { getSubscriptions, recordSubscription } from '@xinglin/shared/notification/contract';
import { useAct, useRead } from '../../client/use-endpoint.ts';
import { askReminders, canRemind } from './ask-reminders.ts';

/** Reminders by WeChat: how many are left, and the way to ask for more. */
export function useReminders() {
  const subscriptions = useRead(getSubscriptions, {}, { enabled: canRemind });
  const record = useAct(recordSubscription, { changes: [getSubscriptions] });
  const items = subscriptions.data?.items ?? [];
  /** Call it first in a tap: WeChat refuses the question later. True when at least one reminder was allowed. */
  const ask = async (): Promise<boolean> => {
    const results = await askReminders(items.map(({ templateId }) => templateId));
    if (results.length > 0) await record.mutateAsync({ results });
    return results.some(({ result }) => result === 'accept');
  };
  return { canRemind, left: items.find(({ template }) => template === 'dose_due')?.credits ?? null, ask };
}
