import Taro from '@tarojs/taro';
import { problemOf } from '../client/problem-of.ts';
import { useAppearance } from './appearance.ts';

/** Says something short that goes away by itself; in 关怀模式 it stays longer. */
export function toast(text: string): void {
  const duration = useAppearance.getState().elder ? 4_000 : 2_500;
  void Taro.showToast({ title: text, icon: 'none', duration });
}

/** Says what went wrong, for acts that have no place on the page to say it. */
export const toastProblem = (error: unknown): void => toast(problemOf(error).detail);

type Question = {
  title: string;
  text?: string;
  /** At most four characters: WeChat refuses more. */
  yes?: string;
  no?: string;
  danger?: boolean;
};

/** Asks yes or no; true for yes. */
export async function confirm({
  title,
  text = '',
  yes = '确定',
  no = '取消',
  danger = false,
}: Question): Promise<boolean> {
  const answer = await Taro.showModal({
    title,
    content: text,
    confirmText: yes,
    cancelText: no,
    confirmColor: danger ? '#b3261e' : '#0f766e',
    cancelColor: '#4c5955',
  });
  return answer.confirm;
}
