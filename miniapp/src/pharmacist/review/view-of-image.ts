export const MOST_ZOOM = 4;
const STEP = 0.5;

/** One step nearer or farther, never smaller than the screen, never beyond what a photograph holds. */
export const zoomed = (zoom: number, direction: 1 | -1): number =>
  Math.min(MOST_ZOOM, Math.max(1, zoom + direction * STEP));

export const turned = (angle: number): number => (angle + 90) % 360;
