import type { Pen } from './labels.ts';
import type { MapPalette } from './palette.ts';
import type { MapMarker } from './types.ts';
import type { Pixel } from './view.ts';

/** A way over the streets. */
export function drawRoute(pen: Pen, points: readonly Pixel[], { route, routeEdge }: MapPalette): void {
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  for (const [colour, width] of [
    [routeEdge, 8],
    [route, 5],
  ] as const) {
    pen.beginPath();
    points.forEach(({ x, y }, index) => (index === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)));
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.stroke();
  }
}

/** One marker: a dot for oneself, else a pin whose tip is at the place. */
export function drawPin(
  pen: Pen,
  at: Pixel,
  { kind, selected = false, sign }: MapMarker,
  palette: MapPalette,
  scale: number,
): void {
  if (kind === 'me') return drawDot(pen, at, palette, scale);
  const size = (selected ? 19 : 15) * scale;
  const y = at.y - size * 1.55;
  pen.beginPath();
  pen.arc(at.x, y, size, Math.PI * 0.83, Math.PI * 0.17);
  pen.quadraticCurveTo(at.x + size * 0.5, y + size * 0.95, at.x, at.y);
  pen.quadraticCurveTo(
    at.x - size * 0.5,
    y + size * 0.95,
    at.x - size * Math.cos(Math.PI * 0.17),
    y + size * Math.sin(Math.PI * 0.17),
  );
  pen.closePath();
  pen.fillStyle = palette.pins[kind];
  pen.fill();
  pen.strokeStyle = palette.onPin;
  pen.lineWidth = selected ? 3 : 2;
  pen.stroke();
  if (sign === undefined) drawPicture(pen, { x: at.x, y }, kind, size, palette.onPin);
  else drawWord(pen, { x: at.x, y }, sign, size, palette.onPin);
}

function drawWord(pen: Pen, { x, y }: Pixel, word: string, size: number, colour: string): void {
  const share = word.length > 2 ? 0.72 : 0.9;
  pen.font = `600 ${Math.round(size * share)}px sans-serif`;
  pen.fillStyle = colour;
  pen.fillText(word, x, y);
}

function drawDot(pen: Pen, { x, y }: Pixel, palette: MapPalette, scale: number): void {
  pen.beginPath();
  pen.arc(x, y, 8 * scale, 0, Math.PI * 2);
  pen.fillStyle = palette.pins.me;
  pen.fill();
  pen.strokeStyle = palette.onPin;
  pen.lineWidth = 3;
  pen.stroke();
}

// Strokes in units of the pin's radius.
const pictures: Record<'store' | 'rider' | 'home', readonly (readonly [number, number])[][]> = {
  store: [
    [
      [0, -0.5],
      [0, 0.5],
    ],
    [
      [-0.5, 0],
      [0.5, 0],
    ],
  ],
  home: [
    [
      [-0.55, 0],
      [0, -0.5],
      [0.55, 0],
    ],
    [
      [-0.35, -0.1],
      [-0.35, 0.45],
      [0.35, 0.45],
      [0.35, -0.1],
    ],
  ],
  rider: [
    [
      [-0.5, -0.35],
      [0.2, -0.35],
      [0.2, 0.25],
      [-0.5, 0.25],
      [-0.5, -0.35],
    ],
    [
      [0.2, -0.1],
      [0.5, -0.1],
      [0.6, 0.25],
      [0.2, 0.25],
    ],
  ],
};

function drawPicture(
  pen: Pen,
  { x, y }: Pixel,
  kind: 'store' | 'rider' | 'home',
  size: number,
  colour: string,
): void {
  pen.strokeStyle = colour;
  pen.lineWidth = size * 0.17;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  for (const line of pictures[kind]) {
    pen.beginPath();
    line.forEach(([dx, dy], index) => {
      const to = [x + dx * size, y + dy * size] as const;
      return index === 0 ? pen.moveTo(...to) : pen.lineTo(...to);
    });
    pen.stroke();
  }
}
