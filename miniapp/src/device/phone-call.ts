import Taro from '@tarojs/taro';

/** Opens the dialler with this number; the person presses the call button. */
export async function phoneCall(number: string): Promise<void> {
  if (process.env.TARO_ENV === 'h5') {
    location.href = `tel:${number}`;
    return;
  }
  // Rejects when the person changes their mind, which is no failure.
  await Taro.makePhoneCall({ phoneNumber: number }).catch(() => undefined);
}
