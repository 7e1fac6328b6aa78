import { View } from '@tarojs/components';
import { useSettings } from '../../client/settings.ts';
import { a11y } from '../a11y.ts';
import { AmapMap } from './amap.tsx';
import { DrawnMap } from './drawn-map.tsx';
import { mapInWords, type RouteMapProps } from './types.ts';
import './route-map.scss';

/** A map with markers and a way. In a browser: AMap where there is a key, else our own drawing. */
export function RouteMap(props: RouteMapProps) {
  const settings = useSettings();
  const key = settings.data?.amapKey;
  return (
    <View
      className={`route-map route-map--${props.height ?? 'normal'}`}
      {...a11y('group', { label: mapInWords(props.markers) })}
    >
      {key ? <AmapMap apiKey={key} {...props} /> : <DrawnMap {...props} />}
    </View>
  );
}
