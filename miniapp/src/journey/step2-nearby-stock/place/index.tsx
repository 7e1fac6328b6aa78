import { useState } from 'react';
import { View } from '@tarojs/components';
import { distanceText } from '@xinglin/shared/kernel/geo';
import { getStreetMap, type StreetMap } from '@xinglin/shared/screens/client-settings';
import { back } from '../../../client/navigate.ts';
import { useSettings } from '../../../client/settings.ts';
import { useRead } from '../../../client/use-endpoint.ts';
import { choosePlace } from '../../../device/choose-location.ts';
import { landmarkPlace, nearestFirst, type Place } from '../../../find/place-rules.ts';
import { setPlace, usePlace } from '../../../find/place.ts';
import { RouteMap } from '../../../ui/map/route-map.tsx';
import {
  Button,
  Empty,
  Notice,
  PageShell,
  QueryView,
  Row,
  Rows,
  SectionTitle,
  TextInput,
  toast,
} from '../../../ui/index.ts';
import { useLocate } from '../use-locate.ts';
import './index.scss';

const choose = async (place: Place) => {
  setPlace(place);
  await back();
};

/** Where it should go: measured, picked on WeChat's map, or a known place of the city. */
export default function PlacePage() {
  const streets = useRead(getStreetMap, {});
  const { place, refused } = usePlace();
  const { locating, locate } = useLocate();
  const measure = async () => {
    if (await locate()) await back();
    else toast('还是没有拿到定位，请在下面选一个地点');
  };
  const pick = async () => {
    const picked = await choosePlace(place?.point);
    if (picked !== null && picked !== 'unsupported') await choose({ ...picked, source: 'chosen' });
  };

  return (
    <PageShell title='选择收货位置' onRefresh={streets.refetch}>
      {refused && (
        <Notice tone='info'>
          没有拿到定位，这不影响使用：请在下面选一个离您近的地点。想再试定位，请先在系统设置里允许。
        </Notice>
      )}
      <View className='place-acts'>
        <Button
          id='use-location'
          block
          kind={refused ? 'plain' : 'primary'}
          loading={locating}
          onTap={measure}
        >
          用我现在的位置
        </Button>
        {process.env.TARO_ENV === 'weapp' && (
          <Button block kind='plain' onTap={pick}>
            在地图上选
          </Button>
        )}
      </View>
      <QueryView query={streets}>
        {({ landmarks }) => <Landmarks landmarks={landmarks} here={place} />}
      </QueryView>
    </PageShell>
  );
}

function Landmarks({ landmarks, here }: { landmarks: StreetMap['landmarks']; here: Place | null }) {
  const [words, setWords] = useState('');
  const settings = useSettings();
  const shown = nearestFirst(here?.point ?? null, landmarks).filter(({ name }) =>
    name.includes(words.trim()),
  );
  const first = shown[0];
  const centre = here?.point ?? settings.data?.centre ?? (first ? landmarkPlace(first).point : undefined);
  const markers = shown.map((landmark) => ({
    id: landmark.name,
    point: landmarkPlace(landmark).point,
    label: landmark.name,
    kind: 'home' as const,
    selected: landmark.name === here?.name,
  }));
  const tapped = (id: string) => {
    const landmark = landmarks.find(({ name }) => name === id);
    return landmark && choose(landmarkPlace(landmark));
  };

  return (
    <>
      <SectionTitle note='点地图上的地点，或从列表里选'>附近的地点</SectionTitle>
      {centre && <RouteMap centre={centre} markers={markers} onMarkerTap={tapped} />}
      <TextInput
        value={words}
        onChange={setWords}
        label='搜索地点'
        placeholder='搜索地点名称'
        maxLength={20}
      />
      {shown.length === 0 ? (
        <Empty icon='location' title='没有这个地点' text='换一个附近的路名或地铁站试试' />
      ) : (
        <Rows>
          {shown.map((landmark) => (
            <Row
              key={landmark.name}
              icon='location'
              title={landmark.name}
              {...(here && { value: distanceText(landmark.distanceM) })}
              onTap={() => choose(landmarkPlace(landmark))}
            />
          ))}
        </Rows>
      )}
    </>
  );
}
