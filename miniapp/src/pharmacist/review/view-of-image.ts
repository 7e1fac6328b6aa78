export const MOST_ZOOM = 4;
const STEP = 0.5;

/** One step nearer or farther, never smaller than the screen, never beyond what a photograph holds. */
export const zoomed = (zoom: number, direction: 1 | -1): number =>
  Math.min(MOST_ZOOM, Math.max(1, zoom + direction * STEP));

export const turned = (angle: number): number => (angle + 90) % 360;

/**
 * The room a picture takes when it is zoomed and turned, in parts of the width of the screen, so that all of it can be scrolled to:
 * lying on its side it is as high as it was wide. `picture`: before it is turned, in parts of that room.
 */
export function roomOf({ width, height }: { width: number; height: number }, zoom: number, angle: number) {
  const onItsSide = angle % 180 !== 0;
  const ratio = onItsSide ? width / height : height / width;
  const picture = onItsSide ? { width: ratio, height: 1 / ratio } : { width: 1, height: 1 };
  return { width: zoom, height: zoom * ratio, picture };
}
