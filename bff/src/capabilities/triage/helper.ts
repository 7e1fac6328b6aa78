import type { Explanation, Result } from '@xinglin/shared/triage/contract';
import { knowledge, type Knowledge } from './engine/knowledge.ts';
import type { View } from './interview.ts';
import type { Helper } from './ports.ts';

const MOST_HINTS = 12;
const LONGEST_TEXT = 500;
const OFF: Explanation = { status: 'off', text: null };
const UNAVAILABLE: Explanation = { status: 'unavailable', text: null };

/** Numbers by which a person could be found: of a phone, an identity card, a bank card, a mailbox. */
export const masked = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '[邮箱]')
    .replace(/\d{6}[ -]?(?:19|20)\d{2}[ -]?\d{4}[ -]?\d{3}[\dXx]/g, '[证件号]')
    .replace(/\+?\d(?:[ -]?\d){6,}/g, '[号码]');

/** Findings that the helper read out of the text: codes of the lexicon only, none when it is off, slow or down. */
export async function hintsIn(
  text: string,
  helper: Helper | null,
  know: Knowledge = knowledge(),
): Promise<string[]> {
  if (!helper || text === '') return [];
  const choices = [...know.findings.values()].filter(({ kind }) => kind === 'symptom' || kind === 'trigger');
  const known = new Set(choices.map(({ code }) => code));
  const codes = await helper
    .extract(
      masked(text),
      choices.map(({ code, name }) => ({ code, name })),
    )
    .catch(() => []);
  return [...new Set(codes)].filter((code) => known.has(code)).slice(0, MOST_HINTS);
}

/** The view with its result explained. Nobody in an emergency waits for an explanation. */
export async function explained(view: View, helper: Helper | null): Promise<View> {
  const { result } = view;
  if (!result) return view;
  if (!helper || result.urgency === 'emergency') return { ...view, explanation: OFF };
  const { urgency, title, reasons, whatToDo } = result;
  const conditions = result.conditions.map(({ name }) => name);
  const text = await helper.phrase({ urgency, title, reasons, whatToDo, conditions }).catch(() => null);
  const fine = text !== null && mayBeShown(text, result);
  return { ...view, explanation: fine ? { status: 'ready', text: text.trim() } : UNAVAILABLE };
}

const DOSE =
  /[\d一二两三四五六七八九十半]+\s*(mg|毫克|克|g|ml|毫升|片|粒|颗|支|袋|丸|滴|喷|单位)(?![一-龥]*(体温|水))/i;
const CALMING =
  /(不用|不必|不需要|无需|没必要)(再|去|马上|立刻|急着)*(看|就|去)(医|诊|急诊)|没(什么|啥)?(大)?(事|问题|关系)|不(用|必)(太)?担心|在家(观察|休息|护理)(就|即)?可?以?|自己(护理|会好)/;
const ALARMING = /(立即|马上|赶紧|赶快|现在就|立刻)[^，。]{0,6}(急诊|120|就医|医院)|危及生命/;
const CONDITIONAL = /如果|若|一旦|出现|要是|万一/;
const CONTACT = /https?:|www\.|\d{5,}|微信|加群|购买|下单|优惠/i;

/** An explanation that names a medicine or a dose, tones down the urgency, alarms or leads elsewhere is not shown. */
export function mayBeShown(text: string, result: Result, know: Knowledge = knowledge()): boolean {
  if (text.trim() === '' || text.length > LONGEST_TEXT) return false;
  if (DOSE.test(text) || CONTACT.test(text)) return false;
  if (result.urgency !== 'self_care' && CALMING.test(text)) return false;
  const said = [result.title, ...result.reasons, ...result.whatToDo].join('，');
  const alarms = text.split(/[。！!\n]/).some((each) => ALARMING.test(each) && !CONDITIONAL.test(each));
  if (result.urgency === 'self_care' && alarms) return false;
  const plain = text.toLowerCase();
  return ![...know.medicines.values()].some(({ inn, name, words }) =>
    [inn, name, ...words].some(
      (word) => word.length > 1 && plain.includes(word.toLowerCase()) && !said.includes(word),
    ),
  );
}
