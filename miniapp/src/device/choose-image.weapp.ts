import Taro from '@tarojs/taro';
import type { ChooseImage } from './types.ts';

const readBase64 = (filePath: string): Promise<string> =>
  new Promise((resolve, reject) => {
    Taro.getFileSystemManager().readFile({
      filePath,
      encoding: 'base64',
      success: ({ data }) => resolve(data as string),
      fail: reject,
    });
  });

/** Pictures from the device, made smaller by WeChat; none when the person chose none. */
export const chooseImage: ChooseImage = async ({ count }) => {
  try {
    const { tempFiles } = await Taro.chooseMedia({ count, mediaType: ['image'], sizeType: ['compressed'] });
    return tempFiles.map(({ tempFilePath, size }) => ({
      path: tempFilePath,
      size,
      base64: () => readBase64(tempFilePath),
    }));
  } catch {
    return [];
  }
};
