import type { MapPalette } from './palette.ts';
import type { MapView, Pixel } from './view.ts';

/** The part of a 2d canvas context that the map draws with. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | 'clearRect'
  | 'fillRect'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'closePath'
  | 'arc'
  | 'quadraticCurveTo'
  | 'fill'
  | 'stroke'
  | 'fillText'
  | 'strokeText'
  | 'measureText'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'lineCap'
  | 'lineJoin'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
>;

type Box = { x: number; y: number; width: number; height: number };

/** Puts words on the map where they do not cover each other. */
export class Labels {
  private readonly taken: Box[] = [];
  private readonly pen: Pen;
  private readonly view: MapView;
  private readonly palette: MapPalette;
  private readonly scale: number;

  constructor(pen: Pen, view: MapView, palette: MapPalette, scale: number) {
    this.pen = pen;
    this.view = view;
    this.palette = palette;
    this.scale = scale;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.lineJoin = 'round';
  }

  /** Keeps words away from here. */
  reserve(x: number, y: number, width: number, height: number): void {
    this.taken.push({ x, y, width, height });
  }

  /** Writes words around `at` unless something is there already or it is off the map. */
  put(words: string, at: Pixel, colour: string, size: number, bold = false): boolean {
    const { pen } = this;
    pen.font = `${bold ? '600 ' : ''}${size * this.scale}px sans-serif`;
    const width = pen.measureText(words).width + 6;
    const height = size * this.scale + 4;
    const box = { x: at.x - width / 2, y: at.y - height / 2, width, height };
    if (!words || this.isOff(box) || this.taken.some((other) => overlap(box, other))) return false;
    this.taken.push(box);
    pen.strokeStyle = this.palette.halo;
    pen.lineWidth = 3.5;
    pen.strokeText(words, at.x, at.y);
    pen.fillStyle = colour;
    pen.fillText(words, at.x, at.y);
    return true;
  }

  private isOff({ x, y, width, height }: Box): boolean {
    return x < 0 || y < 0 || x + width > this.view.width || y + height > this.view.height;
  }
}

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
