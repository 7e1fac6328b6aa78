import type { Gcj02Point } from '@xinglin/shared/kernel/geo';
import type { StreetMap } from '@xinglin/shared/screens/client-settings';
import { drawPin, drawRoute } from './draw-pins.ts';
import { Labels, type Pen } from './labels.ts';
import type { MapPalette } from './palette.ts';
import type { MapMarker } from './types.ts';
import { project, type MapView, type Pixel } from './view.ts';

export type { Pen } from './labels.ts';
export type MapScene = {
  streets: StreetMap;
  markers: readonly MapMarker[];
  route?: readonly Gcj02Point[];
  palette: MapPalette;
  /** 1, or 1.3 in 关怀模式: words and pins grow with it. */
  scale?: number;
};

type Line = StreetMap['water'][number]['points'];
type StreetClass = StreetMap['streets'][number]['class'];

// Pixels at zoom 16; streets get thinner as one goes further away.
const WIDTH: Record<StreetClass, number> = { expressway: 13, main: 10, minor: 5.5 };
const CLASSES: readonly StreetClass[] = ['minor', 'main', 'expressway'];
const MINOR_NAMES_FROM = 15;

/** Draws the own map: no network, no tiles. Pure but for the pen. */
export function drawMap(
  pen: Pen,
  view: MapView,
  { streets, markers, route, palette, scale = 1 }: MapScene,
): void {
  const pixels = (line: Line): Pixel[] => line.map(([lng, lat]) => project({ lng, lat }, view));
  pen.clearRect(0, 0, view.width, view.height);
  pen.fillStyle = palette.ground;
  pen.fillRect(0, 0, view.width, view.height);
  for (const { points } of streets.parks) fillArea(pen, pixels(points), palette.park);
  for (const { points } of streets.water) fillArea(pen, pixels(points), palette.water);
  drawStreets(pen, view, streets.streets, palette, pixels);
  if (route && route.length > 1)
    drawRoute(
      pen,
      route.map((point) => project(point, view)),
      palette,
    );

  const pins = markers.map((marker) => ({ marker, at: project(marker.point, view) }));
  const labels = new Labels(pen, view, palette, scale);
  // What the map is about comes first and keeps its place; names give way.
  for (const { at } of pins) labels.reserve(at.x - 18 * scale, at.y - 42 * scale, 36 * scale, 44 * scale);
  for (const { marker, at } of [...pins].sort(
    (a, b) => Number(a.marker.selected) - Number(b.marker.selected),
  ))
    drawPin(pen, at, marker, palette, scale);
  for (const { marker, at } of pins)
    labels.put(
      marker.label,
      { x: at.x, y: at.y + (marker.kind === 'me' ? 19 : 11) * scale },
      palette.words,
      12.5,
      true,
    );
  drawNames(labels, view, streets, palette, pixels);
}

function fillArea(pen: Pen, points: Pixel[], colour: string): void {
  if (points.length < 3) return;
  trace(pen, points);
  pen.closePath();
  pen.fillStyle = colour;
  pen.fill();
}

function trace(pen: Pen, [first, ...rest]: Pixel[]): void {
  pen.beginPath();
  if (first) pen.moveTo(first.x, first.y);
  for (const { x, y } of rest) pen.lineTo(x, y);
}

function drawStreets(
  pen: Pen,
  { zoom }: MapView,
  streets: StreetMap['streets'],
  palette: MapPalette,
  pixels: (line: Line) => Pixel[],
): void {
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  for (const kind of CLASSES) {
    const lines = streets.filter((street) => street.class === kind).map(({ points }) => pixels(points));
    const width = Math.max(1, WIDTH[kind] * 2 ** ((zoom - 16) * 0.7));
    // All edges before all fills, so that crossings are open.
    for (const [colour, extra] of [
      [palette.street[kind].edge, 1.5],
      [palette.street[kind].fill, 0],
    ] as const) {
      pen.strokeStyle = colour;
      pen.lineWidth = width + extra;
      for (const line of lines) {
        trace(pen, line);
        pen.stroke();
      }
    }
  }
}

function drawNames(
  labels: Labels,
  { zoom }: MapView,
  { streets, water, parks, landmarks }: StreetMap,
  palette: MapPalette,
  pixels: (line: Line) => Pixel[],
): void {
  for (const { name, point } of landmarks) labels.put(name, pixels([point])[0]!, palette.words, 12);
  for (const { name, points } of water) labels.put(name, middleOf(pixels(points)), palette.waterWords, 12);
  for (const { name, points } of parks) labels.put(name, middleOf(pixels(points)), palette.parkWords, 11.5);
  for (const street of streets) {
    if (street.class === 'minor' && zoom < MINOR_NAMES_FROM) continue;
    const line = pixels(street.points);
    labels.put(
      street.name,
      line[Math.floor(line.length / 2)]!,
      palette.words,
      street.class === 'minor' ? 10.5 : 11.5,
    );
  }
}

function middleOf(points: Pixel[]): Pixel {
  const sum = points.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

const REACH = 26;

/** The marker under a tap: the nearest within a finger's breadth of its pin. */
export function markerAt(
  markers: readonly MapMarker[],
  view: MapView,
  tap: Pixel,
  scale = 1,
): MapMarker | undefined {
  const distance = ({ point }: MapMarker) => {
    const { x, y } = project(point, view);
    return Math.hypot(tap.x - x, tap.y - (y - 20 * scale));
  };
  return markers
    .map((marker) => ({ marker, away: distance(marker) }))
    .filter(({ away }) => away <= REACH * scale)
    .sort((a, b) => a.away - b.away)[0]?.marker;
}
