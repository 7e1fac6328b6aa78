import Taro from '@tarojs/taro';

export const canScan = true;
/** The number in the bar code or QR code on the seal; null when the rider went back. */
export async function scanSeal(): Promise<string | null> {
  try {
    return (await Taro.scanCode({ onlyFromCamera: true })).result;
  } catch {
    return null;
  }
}
