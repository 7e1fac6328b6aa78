import { View } from '@tarojs/components';
import type { RecordEntry } from '@xinglin/shared/health-record/contract';
import { agoText } from '@xinglin/shared/kernel/time';
import { Card, SectionTitle } from '../../ui/index.ts';
import { AIM, changeText, heights, measures, readingsOf, type Kind, type Reading } from './measures.ts';

const SHOWN = 7;
const kinds = Object.keys(measures) as Kind[];

/** The last readings of each kind that was ever measured. */
export function Trends({ entries }: { entries: readonly RecordEntry[] }) {
  const measured = kinds
    .map((kind) => ({ kind, readings: readingsOf(entries, kind).slice(-SHOWN) }))
    .filter(({ readings }) => readings.length > 0);
  if (measured.length === 0) return null;
  return (
    <>
      <SectionTitle>最近测量</SectionTitle>
      {measured.map(({ kind, readings }) => (
        <Trend key={kind} kind={kind} readings={readings} />
      ))}
    </>
  );
}

function Trend({ kind, readings }: { kind: Kind; readings: Reading[] }) {
  const last = readings.at(-1)!;
  const tall = heights(readings);
  const change = changeText(readings);
  return (
    <Card>
      <View className='trend'>
        <View className='trend__words'>
          <View className='trend__name'>{measures[kind].name}</View>
          <View className='trend__value'>{last.text}</View>
          <View className='trend__note'>
            {agoText(last.at)}
            {change && `，${change}`}
          </View>
        </View>
        {readings.length > 1 && (
          <View className='trend__bars'>
            {readings.map(({ id }, index) => (
              <View
                key={id}
                className={`trend__bar ${id === last.id ? 'trend__bar--last' : ''}`}
                style={{ height: `${tall[index]}%` }}
              />
            ))}
          </View>
        )}
      </View>
      {AIM[kind] && <View className='trend__note'>{AIM[kind]}</View>}
    </Card>
  );
}
