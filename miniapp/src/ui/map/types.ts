import type { Gcj02Point } from '@xinglin/shared/kernel/geo';

export type MarkerKind = 'store' | 'me' | 'rider' | 'home';
export type MapMarker = {
  id: string;
  point: Gcj02Point;
  label: string;
  kind: MarkerKind;
  selected?: boolean;
  /** Written on the pin instead of a picture: its number in a list, or how many it stands for. */
  sign?: string;
};
export type RouteMapProps = {
  /** Where the map looks when there are no markers. */
  centre: Gcj02Point;
  markers: readonly MapMarker[];
  /** A way to draw, from first to last. */
  route?: readonly Gcj02Point[];
  onMarkerTap?: (id: string) => void;
  height?: 'small' | 'normal' | 'tall';
};

/** What the map shows, in words, for those who do not see it. */
export const mapInWords = (markers: readonly MapMarker[]): string =>
  markers.length > 0 ? `地图，标出了${markers.map(({ label }) => label).join('、')}` : '地图';
