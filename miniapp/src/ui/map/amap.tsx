import { View } from '@tarojs/components';
import { useEffect, useRef, useState } from 'react';
import { DrawnMap } from './drawn-map.tsx';
import type { MapMarker, RouteMapProps } from './types.ts';

type Overlay = { on(event: 'click', then: () => void): void };
type Amap = { add(overlays: Overlay[]): void; clearMap(): void; setFitView(): void; destroy(): void };
type AmapApi = {
  Map: new (at: HTMLElement, options: object) => Amap;
  Marker: new (options: object) => Overlay;
  Polyline: new (options: object) => Overlay;
};

declare global {
  interface Window {
    _AMapSecurityConfig?: { serviceHost: string };
  }
}

/** The map of AMap, for deployments that have a key; where it cannot be loaded, our own. */
export function AmapMap({ apiKey, ...props }: RouteMapProps & { apiKey: string }) {
  const box = useRef<HTMLDivElement>(null);
  const [api, setApi] = useState<{ api: AmapApi; map: Amap } | 'failed'>();

  useEffect(() => {
    let gone = false;
    let map: Amap | undefined;
    void loadAmap(apiKey)
      .then((loaded) => {
        if (gone || !box.current) return;
        map = new loaded.Map(box.current, { zoom: 15, center: lngLat(props.centre) });
        setApi({ api: loaded, map });
      })
      .catch(() => setApi('failed'));
    return () => {
      gone = true;
      map?.destroy();
    };
    // The map is made once; what it shows is drawn below.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [apiKey]);

  const { markers, route, onMarkerTap } = props;
  useEffect(() => {
    if (!api || api === 'failed') return;
    api.map.clearMap();
    api.map.add(markers.map((marker) => markerOf(api.api, marker, onMarkerTap)));
    if (route)
      api.map.add([
        new api.api.Polyline({ path: route.map(lngLat), strokeColor: '#0f766e', strokeWeight: 6 }),
      ]);
    api.map.setFitView();
  }, [api, markers, route, onMarkerTap]);

  if (api === 'failed') return <DrawnMap {...props} />;
  return (
    <View className='route-map__canvas'>
      <div ref={box} style={{ width: '100%', height: '100%' }} />
    </View>
  );
}

const lngLat = ({ lng, lat }: { lng: number; lat: number }) => [lng, lat] as const;

function markerOf(
  api: AmapApi,
  { id, point, label, kind }: MapMarker,
  onTap?: (id: string) => void,
): Overlay {
  const overlay = new api.Marker({
    position: lngLat(point),
    icon: `assets/map/${kind}.png`,
    title: label,
    label: { content: escapeHtml(label), direction: 'bottom' },
  });
  overlay.on('click', () => onTap?.(id));
  return overlay;
}

// AMap reads a label as HTML, and names come from people.
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

async function loadAmap(key: string): Promise<AmapApi> {
  // The secret stays on the server: our proxy adds it.
  window._AMapSecurityConfig = { serviceHost: `${location.origin}/_AMapService` };
  const { default: loader } = await import('@amap/amap-jsapi-loader');
  return (await loader.load({ key, version: '2.0' })) as AmapApi;
}
