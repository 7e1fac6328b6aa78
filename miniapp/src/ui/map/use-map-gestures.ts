import { useEffect, useRef, type RefObject } from 'react';
import { pan, zoomAt, type MapView, type Pixel } from './view.ts';

const STILL_PX = 6;
const WHEEL_STEP = 1 / 240;

/** One finger or the mouse drags, two fingers pinch, the wheel zooms, a tap is told. */
export function useMapGestures(
  canvas: RefObject<HTMLCanvasElement>,
  view: MapView,
  onMove: (view: MapView) => void,
  onTap: (at: Pixel) => void,
): void {
  const now = useRef({ view, onMove, onTap });
  now.current = { view, onMove, onTap };

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const fingers = new Map<number, Pixel>();
    let travelled = 0;
    const at = ({ offsetX, offsetY }: MouseEvent): Pixel => ({ x: offsetX, y: offsetY });
    // Several moves may come before React draws again, so the view moves on here.
    const move = (next: MapView) => {
      now.current.view = next;
      now.current.onMove(next);
    };

    const down = (event: PointerEvent) => {
      if (fingers.size === 0) travelled = 0;
      fingers.set(event.pointerId, at(event));
      element.setPointerCapture(event.pointerId);
    };
    const drag = (event: PointerEvent) => {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      const here = at(event);
      travelled += Math.hypot(here.x - before.x, here.y - before.y);
      const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
      fingers.set(event.pointerId, here);
      if (travelled < STILL_PX) return;
      if (!other) return move(pan(now.current.view, here.x - before.x, here.y - before.y));
      const spread = (a: Pixel) => Math.max(1, Math.hypot(a.x - other.x, a.y - other.y));
      const middle = { x: (here.x + other.x) / 2, y: (here.y + other.y) / 2 };
      move(zoomAt(now.current.view, Math.log2(spread(here) / spread(before)), middle));
    };
    const up = (event: PointerEvent) => {
      if (!fingers.delete(event.pointerId) || event.type === 'pointercancel') return;
      if (travelled < STILL_PX && fingers.size === 0) now.current.onTap(at(event));
    };
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      move(zoomAt(now.current.view, -event.deltaY * WHEEL_STEP, at(event)));
    };

    const stop = new AbortController();
    element.addEventListener('pointerdown', down, { signal: stop.signal });
    element.addEventListener('pointermove', drag, { signal: stop.signal });
    element.addEventListener('pointerup', up, { signal: stop.signal });
    element.addEventListener('pointercancel', up, { signal: stop.signal });
    element.addEventListener('wheel', wheel, { passive: false, signal: stop.signal });
    return () => stop.abort();
  }, [canvas]);
}
