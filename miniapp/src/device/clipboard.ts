import Taro from '@tarojs/taro';
import { toast } from '../ui/say.ts';

/** Copies text and says so. */
export async function copyText(text: string): Promise<void> {
  await Taro.setClipboardData({ data: text });
  toast('已复制');
}
