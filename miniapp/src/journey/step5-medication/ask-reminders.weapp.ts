import Taro from '@tarojs/taro';
import type { Answer } from './ask-reminders.ts';

const MOST = 3;
const results: readonly string[] = ['accept', 'reject', 'ban', 'filter'];

export const canRemind = true;

/** Asks for reminders, template by template as WeChat counts them. Must follow a tap at once; a refusal stops nothing. */
export async function askReminders(templateIds: readonly string[]): Promise<Answer[]> {
  const tmplIds = templateIds.filter(Boolean).slice(0, MOST);
  if (tmplIds.length === 0) return [];
  try {
    const said = (await Taro.requestSubscribeMessage({ tmplIds, entityIds: [] })) as unknown as Record<
      string,
      string
    >;
    return tmplIds.flatMap((templateId) => {
      const result = said[templateId];
      return result && results.includes(result) ? [{ templateId, result: result as Answer['result'] }] : [];
    });
  } catch {
    // The dialog could not be shown (switched off in WeChat's settings): nothing was granted.
    return [];
  }
}
