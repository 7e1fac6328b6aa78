import { View } from '@tarojs/components';
import { useEffect, useMemo, useRef, useState } from 'react';
import { getStreetMap, type StreetMap } from '@xinglin/shared/screens/client-settings';
import { useRead } from '../../client/use-endpoint.ts';
import { useAppearance, useIsDark } from '../appearance.ts';
import { Icon } from '../icon.tsx';
import { Tap } from '../tap.tsx';
import { drawMap, markerAt } from './draw-map.ts';
import { darkMap, lightMap } from './palette.ts';
import type { RouteMapProps } from './types.ts';
import { useMapGestures } from './use-map-gestures.ts';
import { fit, zoomAt, type MapView } from './view.ts';

const nothing: StreetMap = { streets: [], water: [], parks: [], landmarks: [] };
const ELDER_SCALE = 1.3;

/** Our own map on a canvas: streets from the BFF, no tiles, no key. Drag, pinch, wheel or buttons. */
export function DrawnMap({ centre, markers, route, onMarkerTap }: RouteMapProps) {
  const streets = useRead(getStreetMap, {}).data ?? nothing;
  const palette = useIsDark() ? darkMap : lightMap;
  const scale = useAppearance(({ elder }) => (elder ? ELDER_SCALE : 1));
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(canvas);
  // Until the person moves the map it follows what it shows.
  const [moved, setMoved] = useState<MapView | null>(null);

  const view = useMemo(() => {
    if (moved) return { ...moved, ...size };
    return fit([...markers.map(({ point }) => point), ...(route ?? [])], centre, size);
  }, [moved, size, markers, route, centre]);

  useEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (!canvas.current || !pen || size.width === 0) return;
    const ratio = window.devicePixelRatio || 1;
    canvas.current.width = size.width * ratio;
    canvas.current.height = size.height * ratio;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawMap(pen, view, { streets, markers, route, palette, scale });
  }, [view, size, streets, markers, route, palette, scale]);

  useMapGestures(canvas, view, setMoved, (at) => {
    const marker = markerAt(markers, view, at, scale);
    if (marker) onMarkerTap?.(marker.id);
  });
  const zoom = (by: number) => setMoved(zoomAt(view, by, { x: view.width / 2, y: view.height / 2 }));

  return (
    <>
      <canvas ref={canvas} className='route-map__canvas' />
      <View className='route-map__keys'>
        <Tap className='route-map__key' label='放大地图' onTap={() => zoom(1)}>
          <Icon name='plus' size='small' />
        </Tap>
        <Tap className='route-map__key' label='缩小地图' onTap={() => zoom(-1)}>
          <Icon name='minus' size='small' />
        </Tap>
        {moved && (
          <Tap className='route-map__key' label='回到原处' onTap={() => setMoved(null)}>
            <Icon name='location' size='small' />
          </Tap>
        )}
      </View>
    </>
  );
}

function useSize(canvas: { current: HTMLCanvasElement | null }) {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [canvas]);
  return size;
}
