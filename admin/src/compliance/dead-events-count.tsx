import { Badge } from 'antd';
import { listDeadEvents } from '@xinglin/shared/compliance/dead-events-contract';
import { useRead } from '../client/use-endpoint.ts';

const EVERY_MS = 60_000;

/** Beside the menu: how many things failed for good and wait for a person. */
export function DeadEventsCount() {
  const { data } = useRead(listDeadEvents, { pageSize: 1 }, { pollMs: EVERY_MS });
  const count = data?.total ?? 0;
  return count > 0 ? <Badge count={count} title={`${count} 个失败任务等待处理`} /> : null;
}
