import { describe, expect, test } from 'vitest';
import type { StreetMap } from '@xinglin/shared/screens/client-settings';
import { drawMap, markerAt, type Pen } from './draw-map.ts';
import { lightMap } from './palette.ts';
import type { MapMarker } from './types.ts';
import { fit, pan, project, zoomAt, type MapView } from './view.ts';

const centre = { lng: 120.16, lat: 30.27 };
const view: MapView = { centre, zoom: 15, width: 360, height: 280 };
const streets: StreetMap = {
  streets: [
    {
      name: '文晖路',
      class: 'main',
      points: [
        [120.155, 30.27],
        [120.16, 30.2722],
        [120.166, 30.27],
      ],
    },
    {
      name: '小巷',
      class: 'minor',
      points: [
        [120.158, 30.266],
        [120.158, 30.2675],
        [120.158, 30.268],
      ],
    },
  ],
  water: [
    {
      name: '运河',
      points: [
        [120.153, 30.273],
        [120.156, 30.273],
        [120.156, 30.275],
        [120.153, 30.275],
      ],
    },
  ],
  parks: [
    {
      name: '公园',
      points: [
        [120.163, 30.266],
        [120.165, 30.266],
        [120.165, 30.268],
        [120.163, 30.268],
      ],
    },
  ],
  landmarks: [{ name: '武林广场', point: [120.162, 30.2745] }],
};
const store: MapMarker = { id: 'a', point: centre, label: '杏林文晖店', kind: 'store' };

type Stroke = { op: string; args: unknown[]; fill: unknown; stroke: unknown };

/** Remembers what was drawn, in order, with the colours of the moment. */
function recorder() {
  const strokes: Stroke[] = [];
  const state: Record<string, unknown> = {};
  const pen = new Proxy(state, {
    get: (_, op: string) => {
      if (op === 'measureText') return (words: string) => ({ width: words.length * 12 });
      if (op in state) return state[op];
      return (...args: unknown[]) =>
        strokes.push({ op, args, fill: state['fillStyle'], stroke: state['strokeStyle'] });
    },
    set: (_, name: string, value) => {
      state[name] = value;
      return true;
    },
  }) as unknown as Pen;
  const words = () => strokes.filter(({ op }) => op === 'fillText').map(({ args }) => args[0]);
  const firstOf = (op: string, colour: string) =>
    strokes.findIndex(
      (stroke) => stroke.op === op && (op === 'fill' ? stroke.fill : stroke.stroke) === colour,
    );
  return { pen, strokes, words, firstOf };
}

describe('the drawn map', () => {
  test('paints ground, then parks and water, then streets, then the way, then the pins', () => {
    const { pen, strokes, firstOf } = recorder();
    drawMap(pen, view, {
      streets,
      markers: [store],
      route: [centre, { lng: 120.163, lat: 30.272 }],
      palette: lightMap,
    });
    const order = [
      strokes.findIndex(({ op }) => op === 'fillRect'),
      firstOf('fill', lightMap.park),
      firstOf('fill', lightMap.water),
      firstOf('stroke', lightMap.street.main.fill),
      firstOf('stroke', lightMap.route),
      firstOf('fill', lightMap.pins.store),
    ];
    expect(order.every((at) => at >= 0)).toBe(true);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  test('names the marker, streets, water, parks and landmarks', () => {
    const { pen, words } = recorder();
    drawMap(pen, view, { streets, markers: [store], palette: lightMap });
    expect(words()).toEqual(expect.arrayContaining(['杏林文晖店', '文晖路', '运河', '公园', '武林广场']));
  });

  test('a name gives way to a marker that stands in its place', () => {
    const { pen, words } = recorder();
    const onLandmark: MapMarker = { ...store, point: { lng: 120.162, lat: 30.2745 } };
    drawMap(pen, view, { streets, markers: [onLandmark], palette: lightMap });
    expect(words()).toContain('杏林文晖店');
    expect(words()).not.toContain('武林广场');
  });

  test('from far away lanes lose their names', () => {
    const near = recorder();
    drawMap(near.pen, { ...view, zoom: 15.1 }, { streets, markers: [], palette: lightMap });
    expect(near.words()).toContain('小巷');
    const far = recorder();
    drawMap(far.pen, { ...view, zoom: 14.9 }, { streets, markers: [], palette: lightMap });
    expect(far.words()).not.toContain('小巷');
  });

  test('a tap on the head of a pin finds its marker, a tap beside it none', () => {
    const { x, y } = project(centre, view);
    expect(markerAt([store], view, { x, y: y - 20 })?.id).toBe('a');
    expect(markerAt([store], view, { x: x + 60, y })).toBeUndefined();
  });
});

describe('the view', () => {
  test('north is up and east is right', () => {
    const north = project({ lng: centre.lng, lat: centre.lat + 0.01 }, view);
    const east = project({ lng: centre.lng + 0.01, lat: centre.lat }, view);
    expect(north.y).toBeLessThan(view.height / 2);
    expect(east.x).toBeGreaterThan(view.width / 2);
  });

  test('what a finger drags stays under the finger', () => {
    const before = project(store.point, view);
    const after = project(store.point, pan(view, 40, -25));
    expect(after.x - before.x).toBeCloseTo(40, 3);
    expect(after.y - before.y).toBeCloseTo(-25, 3);
  });

  test('what is under the pinch stays there', () => {
    const at = { x: 100, y: 60 };
    const held = { lng: 120.156, lat: 30.273 };
    const put = pan(view, at.x - project(held, view).x, at.y - project(held, view).y);
    const nearer = project(held, zoomAt(put, 1.5, at));
    expect(nearer.x).toBeCloseTo(at.x, 3);
    expect(nearer.y).toBeCloseTo(at.y, 3);
  });

  test('every marker is on the map at first, with room for its pin', () => {
    const points = [centre, { lng: 120.19, lat: 30.29 }, { lng: 120.13, lat: 30.25 }];
    const fitted = fit(points, centre, { width: 360, height: 280 });
    for (const point of points) {
      const { x, y } = project(point, fitted);
      expect(x).toBeGreaterThan(30);
      expect(x).toBeLessThan(330);
      expect(y).toBeGreaterThan(44);
      expect(y).toBeLessThan(260);
    }
  });
});
