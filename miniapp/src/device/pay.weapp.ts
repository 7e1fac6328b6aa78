import Taro from '@tarojs/taro';
import type { Pay, PayPage } from './types.ts';

/** WeChat's own cashier. */
export const pay: Pay = async ({ timeStamp, nonceStr, package: prepay, signType, paySign }) => {
  try {
    await Taro.requestPayment({
      timeStamp,
      nonceStr,
      package: prepay,
      signType: signType as keyof Taro.requestPayment.SignType,
      paySign,
    });
    return 'paid';
  } catch (error) {
    if (String((error as { errMsg?: string }).errMsg).includes('cancel')) return 'cancelled';
    throw error;
  }
};

/** WeChat opens no page of another payment platform. */
export const payPage: PayPage = null;
