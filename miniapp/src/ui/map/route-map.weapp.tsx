import { Map, View } from '@tarojs/components';
import { a11y } from '../a11y.ts';
import { mapInWords, type MapMarker, type RouteMapProps } from './types.ts';
import './route-map.scss';

const SIZE = { me: [28, 28], pin: [36, 42] } as const;

const SIGN_LABEL = {
  color: '#ffffff',
  fontSize: 13,
  anchorX: 0,
  anchorY: -36,
  borderWidth: 0,
  borderColor: '#0f766e',
  borderRadius: 9,
  bgColor: '#0f766e',
  padding: 3,
  textAlign: 'center' as const,
};

// WeChat wants numbers for ids: the place in the list stands for the marker.
function nativeMarker({ point, label, kind, selected, sign }: MapMarker, index: number) {
  const [width, height] = kind === 'me' ? SIZE.me : SIZE.pin;
  const grown = selected ? 1.25 : 1;
  return {
    id: index,
    longitude: point.lng,
    latitude: point.lat,
    iconPath: `/assets/map/${kind}.png`,
    width: width * grown,
    height: height * grown,
    ariaLabel: label,
    ...(sign !== undefined && { label: { ...SIGN_LABEL, content: sign } }),
    anchor: { x: 0.5, y: kind === 'me' ? 0.5 : 1 },
    callout: {
      content: label,
      display: selected ? ('ALWAYS' as const) : ('BYCLICK' as const),
      padding: 8,
      borderRadius: 8,
      bgColor: '#ffffff',
      color: '#1f2b28',
      fontSize: 13,
      anchorX: 0,
      anchorY: 0,
      borderWidth: 0,
      borderColor: '#ffffff',
      textAlign: 'center' as const,
    },
  };
}

const asNative = ({ lng, lat }: { lng: number; lat: number }) => ({ longitude: lng, latitude: lat });

/** A map with markers and a way: WeChat's own. */
export function RouteMap({ centre, markers, route, onMarkerTap, height = 'normal' }: RouteMapProps) {
  const shown = [...markers.map(({ point }) => point), ...(route ?? [])];
  const tapped = (event: { detail: { markerId: number | string } }) => {
    const marker = markers[Number(event.detail.markerId)];
    if (marker) onMarkerTap?.(marker.id);
  };
  return (
    <View className={`route-map route-map--${height}`} {...a11y('img', { label: mapInWords(markers) })}>
      <Map
        className='route-map__canvas'
        {...asNative(centre)}
        scale={15}
        markers={markers.map(nativeMarker)}
        polyline={
          route && route.length > 1 ? [{ points: route.map(asNative), color: '#0f766e', width: 6 }] : []
        }
        includePoints={shown.length > 1 ? shown.map(asNative) : []}
        onMarkerTap={tapped}
        onError={() => undefined}
      />
    </View>
  );
}
