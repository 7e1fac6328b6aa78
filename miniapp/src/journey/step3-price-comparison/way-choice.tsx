import { View } from '@tarojs/components';
import type { Gcj02Point } from '@xinglin/shared/kernel/geo';
import { listSlots, type FulfilmentMode, type Slot } from '@xinglin/shared/pricing/contract';
import { useRead } from '../../client/use-endpoint.ts';
import { Choices, Notice, QueryView, Segmented } from '../../ui/index.ts';
import { slotText } from './bill.ts';
import './index.scss';

/** How the goods come, and when; without an hour a scheduled delivery cannot be computed yet. */
export type WayChosen = { mode: FulfilmentMode; slot: Slot | null };

const MODES: { value: FulfilmentMode; text: string }[] = [
  { value: 'instant', text: '即时配送' },
  { value: 'scheduled', text: '预约送货' },
  { value: 'pickup', text: '到店自提' },
];

type Props = { way: WayChosen; point: Gcj02Point; onChange: (way: WayChosen) => void };

/** Three ways to get it; the hours on offer are those in which somebody nearby is open. */
export function WayChoice({ way, point, onChange }: Props) {
  return (
    <>
      <Segmented
        label='怎么拿到药'
        options={MODES}
        value={way.mode}
        onChange={(mode) => onChange({ ...way, mode })}
      />
      {way.mode === 'pickup' && (
        <Notice tone='info'>到店自提免配送费，包装费按门店规定。请带上手机，到店出示取货码。</Notice>
      )}
      {way.mode === 'scheduled' && (
        <SlotChoice point={point} slot={way.slot} onChoose={(slot) => onChange({ ...way, slot })} />
      )}
    </>
  );
}

type SlotProps = { point: Gcj02Point; slot: Slot | null; onChoose: (slot: Slot) => void };

function SlotChoice({ point, slot, onChoose }: SlotProps) {
  const slots = useRead(listSlots, point);
  return (
    <QueryView
      query={slots}
      isEmpty={({ items }) => items.length === 0}
      empty={<Notice>未来 48 小时附近没有能送货的门店营业。可以换个收货位置，或者到店自提。</Notice>}
    >
      {({ items }) => (
        <View className='plan-slots'>
          <View className='plan-slots__title'>想什么时候送到？</View>
          <View className='plan-slots__list'>
            <Choices
              options={items.map((each) => ({ value: each.from, text: slotText(each) }))}
              chosen={slot ? [slot.from] : []}
              onChange={([from]) => {
                const found = items.find((each) => each.from === from);
                if (found) onChoose({ from: found.from, to: found.to });
              }}
            />
          </View>
        </View>
      )}
    </QueryView>
  );
}
