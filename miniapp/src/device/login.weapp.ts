import Taro from '@tarojs/taro';
import type { ReturnedCode, WechatCode } from './types.ts';

/** A fresh code from WeChat. */
export const wechatCode: WechatCode = async () => (await Taro.login()).code;

/** Nothing is brought back here. */
export const returnedCode: ReturnedCode = () => null;
