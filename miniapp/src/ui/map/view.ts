import type { Gcj02Point } from '@xinglin/shared/kernel/geo';

/** What part of the world is on screen: Web Mercator, sizes in CSS pixels. */
export type MapView = { centre: Gcj02Point; zoom: number; width: number; height: number };
export type Pixel = { x: number; y: number };

export const FURTHEST = 10;
export const NEAREST = 18;
const TILE = 256;
const clampZoom = (zoom: number) => Math.min(NEAREST, Math.max(FURTHEST, zoom));

const world = ({ lng, lat }: Gcj02Point, zoom: number): Pixel => {
  const size = TILE * 2 ** zoom;
  const sine = Math.sin((lat * Math.PI) / 180);
  return {
    x: ((lng + 180) / 360) * size,
    y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size,
  };
};

const unworld = ({ x, y }: Pixel, zoom: number): Gcj02Point => {
  const size = TILE * 2 ** zoom;
  return {
    lng: (x / size) * 360 - 180,
    lat: (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / size))) * 180) / Math.PI,
  };
};

/** Where a point is on screen. */
export function project(point: Gcj02Point, { centre, zoom, width, height }: MapView): Pixel {
  const at = world(point, zoom);
  const middle = world(centre, zoom);
  return { x: at.x - middle.x + width / 2, y: at.y - middle.y + height / 2 };
}

/** The map moved by so many pixels, as a finger drags it. */
export function pan(view: MapView, dx: number, dy: number): MapView {
  const middle = world(view.centre, view.zoom);
  return { ...view, centre: unworld({ x: middle.x - dx, y: middle.y - dy }, view.zoom) };
}

/** Nearer (`by` > 0) or further, while what is under `at` stays there. */
export function zoomAt(view: MapView, by: number, at: Pixel): MapView {
  const zoom = clampZoom(view.zoom + by);
  const offset = { x: at.x - view.width / 2, y: at.y - view.height / 2 };
  const before = world(view.centre, view.zoom);
  const scale = 2 ** (zoom - view.zoom);
  const held = { x: (before.x + offset.x) * scale, y: (before.y + offset.y) * scale };
  return { ...view, zoom, centre: unworld({ x: held.x - offset.x, y: held.y - offset.y }, zoom) };
}

/** The nearest view that holds every point with room for its pin. */
export function fit(
  points: readonly Gcj02Point[],
  fallback: Gcj02Point,
  size: { width: number; height: number },
): MapView {
  const margin = { x: 56, y: 64 };
  if (points.length === 0) return { ...size, centre: fallback, zoom: 15 };
  const spots = points.map((point) => world(point, 0));
  const xs = spots.map(({ x }) => x);
  const ys = spots.map(({ y }) => y);
  const box = {
    west: Math.min(...xs),
    east: Math.max(...xs),
    north: Math.min(...ys),
    south: Math.max(...ys),
  };
  const room = { x: Math.max(40, size.width - 2 * margin.x), y: Math.max(40, size.height - 2 * margin.y) };
  const spread = Math.max((box.east - box.west) / room.x, (box.south - box.north) / room.y);
  const zoom = spread === 0 ? 16 : Math.min(16.5, clampZoom(Math.log2(1 / spread)));
  const centre = unworld({ x: (box.west + box.east) / 2, y: (box.north + box.south) / 2 }, 0);
  return { ...size, centre, zoom };
}
