import { useEffect, useState } from 'react';
import {
  DAY_MS,
  MINUTE_MS,
  agoText,
  dateTimeText,
  shanghaiTime,
  type Instant,
} from '@xinglin/shared/kernel/time';

/** A moment as people say it, with the clock in Shanghai beside it while it is younger than a day. */
export function When({ at }: { at: Instant | null }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS / 2);
    return () => clearInterval(timer);
  }, []);
  if (!at) return <span className='hint'>—</span>;
  const recent = now - Date.parse(at) < DAY_MS;
  return (
    <time dateTime={at} title={dateTimeText(at)}>
      {agoText(at, now)}
      {recent && <span className='hint number'>（{shanghaiTime(at)}）</span>}
    </time>
  );
}
