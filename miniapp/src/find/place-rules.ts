import { Gcj02Point, distanceInMetres, distanceText } from '@xinglin/shared/kernel/geo';

/** Where the medicine should go. `source`: measured by the device, or chosen by the person. */
export type Place = { point: Gcj02Point; name: string; address: string; source: 'device' | 'chosen' };

type Landmark = { name: string; point: readonly [number, number] };
const pointOf = ([lng, lat]: readonly [number, number]): Gcj02Point => ({ lng, lat });
/** Further away a landmark says nothing about where one is. */
const NEAR_M = 3_000;

/** A measured point in words: by the nearest landmark, since nothing here turns points into addresses. Null outside China. */
export function measuredPlace(point: Gcj02Point, landmarks: readonly Landmark[]): Place | null {
  if (!Gcj02Point.safeParse(point).success) return null;
  const [nearest] = nearestFirst(point, landmarks);
  const known = nearest && nearest.distanceM <= NEAR_M;
  return {
    point,
    name: known ? `${nearest.name}附近` : '当前位置',
    address: known ? `距${nearest.name} ${distanceText(nearest.distanceM)}` : '',
    source: 'device',
  };
}

/** A landmark that the person chose. */
export const landmarkPlace = ({ name, point }: Landmark): Place => ({
  point: pointOf(point),
  name,
  address: '',
  source: 'chosen',
});

/** Landmarks by distance; in their own order while nobody knows where the person is. */
export function nearestFirst(from: Gcj02Point | null, landmarks: readonly Landmark[]) {
  const measured = landmarks.map((each) => ({
    ...each,
    distanceM: from ? distanceInMetres(from, pointOf(each.point)) : 0,
  }));
  return measured.sort((a, b) => a.distanceM - b.distanceM);
}
