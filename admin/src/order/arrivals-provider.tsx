import { App } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { LiveTopic } from '@xinglin/shared/kernel/live';
import { listStoreParcels } from '@xinglin/shared/order/store-parcel';
import { useLiveRead } from '../client/live.ts';
import { noArrivals, noteList, noteOpened } from './arrivals.ts';
import { ring } from './ring.ts';
import { ArrivalsContext } from './use-arrivals.ts';

const TOPICS: readonly LiveTopic[] = ['order'];
const TO_PICK = { status: 'to_pick', page: 1, pageSize: 100 } as const;

/** Watches the parcels to pick while store staff are signed in, rings and says so when one arrives. */
export function ArrivalsProvider({ enabled, children }: { enabled: boolean; children: ReactNode }) {
  const { notification } = App.useApp();
  const read = useLiveRead(listStoreParcels, TO_PICK, enabled ? TOPICS : [], { enabled, pollBehind: true });
  const state = useRef(noArrivals);
  const [unread, setUnread] = useState(noArrivals.unread);
  const items = read.data?.items;
  const total = read.data?.total;

  useEffect(() => {
    if (!items) return;
    const { arrived, ...after } = noteList(
      state.current,
      items.map(({ id }) => id),
    );
    state.current = after;
    setUnread(after.unread);
    if (arrived.length === 0) return;
    ring();
    notification.info({
      key: 'arrival',
      message: `有 ${after.unread.size} 个新包裹待拣货`,
      description: items
        .filter(({ id }) => after.unread.has(id))
        .map(({ parcelNo }) => parcelNo)
        .join('、'),
      placement: 'bottomRight',
      role: 'status',
      duration: 8,
    });
  }, [items, notification]);

  const opened = useCallback((id: string) => {
    state.current = noteOpened(state.current, id);
    setUnread(state.current.unread);
  }, []);

  const next = items?.[0]?.id;
  const view = useMemo(
    () => ({ unread, unseen: unread.size, toPick: total, next, opened }),
    [unread, total, next, opened],
  );
  return <ArrivalsContext.Provider value={view}>{children}</ArrivalsContext.Provider>;
}
