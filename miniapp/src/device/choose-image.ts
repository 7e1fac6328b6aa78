import type { ChooseImage } from './types.ts';

const readBase64 = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve((reader.result as string).replace(/^data:[^,]*,/, ''));
    reader.onerror = () => reject(reader.error ?? new Error('unreadable picture'));
    reader.readAsDataURL(file);
  });

/** Pictures from the device; none when the person chose none. */
export const chooseImage: ChooseImage = ({ count }) =>
  new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = 'image/jpeg,image/png,image/webp';
    input.multiple = count > 1;
    input.oncancel = () => resolve([]);
    input.onchange = () =>
      resolve(
        [...(input.files ?? [])].slice(0, count).map((file) => ({
          path: URL.createObjectURL(file),
          size: file.size,
          base64: () => readBase64(file),
        })),
      );
    input.click();
  });
