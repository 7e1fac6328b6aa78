import Taro from '@tarojs/taro';

/** Hands a text on as a file to a chat of one's own choice; to the clipboard where WeChat has no such dialog. */
export async function saveFile(name: string, text: string): Promise<'saved' | 'copied'> {
  const filePath = `${Taro.env.USER_DATA_PATH ?? ''}/${name}`;
  const files = Taro.getFileSystemManager();
  try {
    files.writeFileSync(filePath, text, 'utf8');
    await Taro.shareFileMessage({ filePath, fileName: name });
    return 'saved';
  } catch {
    await Taro.setClipboardData({ data: text });
    return 'copied';
  } finally {
    // Health data do not stay behind on the device.
    try {
      files.unlinkSync(filePath);
    } catch {
      // It was never written.
    }
  }
}
export const saveWord = '发送文件';
