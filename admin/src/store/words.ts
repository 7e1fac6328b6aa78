import { shanghaiDate, type LocalDate } from '@xinglin/shared/kernel/time';
import type { Fridge, FridgeAlarm, StoreDay } from '@xinglin/shared/store/contract';
import { FRIDGE_RANGE, weekdayOf } from '@xinglin/shared/store/rules';
import type { Tone } from '../components/tone-tag.tsx';

const WEEKDAYS = ['', '周一', '周二', '周三', '周四', '周五', '周六', '周日'];
const { from, to } = FRIDGE_RANGE;

/** `9:00–21:00`, `20:00–次日 06:00`, `24 小时`, `休息`. */
export function hoursText({ opens, closes }: Pick<StoreDay, 'opens' | 'closes'>): string {
  if (opens === null || closes === null) return '休息';
  if (opens === '00:00' && closes === '24:00') return '24 小时';
  return closes <= opens ? `${opens}–次日 ${closes}` : `${opens}–${closes}`;
}

/** `11月29日 周日`, with the year when it is not this one. */
export function dayText(day: StoreDay['day'], today: LocalDate = shanghaiDate(Date.now())): string {
  if (day === 'holiday') return '所有法定节假日';
  const year = day.slice(0, 4) === today.slice(0, 4) ? '' : `${day.slice(0, 4)}年`;
  return `${year}${Number(day.slice(5, 7))}月${Number(day.slice(8))}日 ${WEEKDAYS[weekdayOf(day)]}`;
}

export const weekdaysText = (days: readonly number[]): string =>
  days.map((day) => WEEKDAYS[day] ?? '').join('、');

/** What the state means at the counter, and what to do about it. */
export const fridgeWords: Record<Fridge['state'], { title: string; todo: string; tone: Tone }> = {
  healthy: { title: '正常', todo: `温度在 ${from}–${to}°C，冷藏药品正常销售。`, tone: 'good' },
  alarm: {
    title: '超温报警',
    todo: `温度不在 ${from}–${to}°C，冷藏药品已自动停止线上销售。请先把药品移到正常的冷藏柜，再登记处置措施；温度恢复后自动恢复销售。`,
    tone: 'bad',
  },
  silent: {
    title: '没有读数',
    todo: '超过 10 分钟没有收到温度，冷藏药品已自动停止线上销售。请检查传感器的电源和网络，或先人工登记温度。',
    tone: 'bad',
  },
  unmonitored: {
    title: '还没有接入',
    todo: '还没有任何温度读数，冷藏药品不能线上销售。请接入传感器，或每 10 分钟内人工登记一次温度。',
    tone: 'waiting',
  },
  none: { title: '没有冷藏柜', todo: '本店没有登记冷藏柜，不能销售冷藏药品。', tone: 'quiet' },
};

export function alarmWords({ endedAt, handledAt }: FridgeAlarm): { text: string; tone: Tone } {
  if (!handledAt) return { text: endedAt ? '已恢复，待登记处置' : '超温中，待登记处置', tone: 'bad' };
  return endedAt ? { text: '已恢复，已处置', tone: 'good' } : { text: '超温中，已处置', tone: 'waiting' };
}

export const celsiusText = (celsius: number): string => `${celsius.toFixed(1)}°C`;
