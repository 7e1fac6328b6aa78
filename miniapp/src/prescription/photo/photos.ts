import { MOST_IMAGES, MOST_IMAGE_BYTES } from '@xinglin/shared/prescription/images';

export type Photo = { path: string; size: number; turns: number; sentId?: string };

/** What was chosen added to what is there; says what was left out and why. */
export function picked(photos: Photo[], chosen: { path: string; size: number }[]) {
  const fits = chosen.filter(({ size }) => size <= MOST_IMAGE_BYTES);
  const room = MOST_IMAGES - photos.length;
  const added = fits.slice(0, room).map(({ path, size }): Photo => ({ path, size, turns: 0 }));
  const tooLarge = chosen.length - fits.length;
  const note = [
    tooLarge > 0 ? `${tooLarge} 张超过 8 MB，没有添加` : '',
    fits.length > room ? `最多 ${MOST_IMAGES} 张，其余没有添加` : '',
  ].filter(Boolean);
  return { photos: [...photos, ...added], note: note.join('；') };
}

/** A quarter turn to the right. What was already sent was sent the other way, so it is sent again. */
export const turned = (photos: Photo[], path: string): Photo[] =>
  photos.map((photo) =>
    photo.path === path ? { path, size: photo.size, turns: (photo.turns + 1) % 4 } : photo,
  );
