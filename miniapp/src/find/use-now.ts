import { useEffect, useState } from 'react';

/** The present, in milliseconds, looked at again every second while the page lives. */
export function useNow(everyMs = 1_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** What is left until then as `9:05`; null when it is over. */
export function leftText(until: string, now: number): string | null {
  const seconds = Math.ceil((Date.parse(until) - now) / 1_000);
  return seconds > 0 ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}` : null;
}

/** `25` → `25 分钟`, `95` → `1 小时 35 分钟`, `2880` → `2 天`. */
export function minutesText(minutes: number): string {
  if (minutes < 60) return `${minutes} 分钟`;
  if (minutes >= 1_440) return `${Math.round(minutes / 1_440)} 天`;
  return minutes % 60 === 0
    ? `${minutes / 60} 小时`
    : `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分钟`;
}
