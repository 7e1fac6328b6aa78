import { View } from '@tarojs/components';
import { distanceText } from '@xinglin/shared/kernel/geo';
import { price } from '@xinglin/shared/kernel/money';
import type { PlanParcel } from '@xinglin/shared/pricing/contract';
import { minutesText } from '../../find/use-now.ts';
import { Price } from '../../ui/index.ts';
import './bill-sheet.scss';

/** What one store sends, with its fees. */
export function BillParcel({ parcel }: { parcel: PlanParcel }) {
  const fees: [string, number][] = [
    [parcel.couponTitle ?? '优惠券', -parcel.couponOffFen],
    ['配送费', parcel.deliveryFeeFen],
    ['包装费', parcel.packagingFeeFen],
  ];
  return (
    <View className='bill-block'>
      <View className='bill-block__title'>{parcel.storeName}</View>
      <View className='bill-block__note'>
        {distanceText(parcel.distanceM)} · 约 {minutesText(parcel.etaMinutes)}送到
      </View>
      {parcel.lines.map((line) => (
        <View key={line.drugId} className='bill-row'>
          <View className='bill-row__name'>
            {line.name}
            <View className='bill-row__note'>
              {line.strength} {line.pack} · {price(line.unitPriceFen)}×{line.quantity}
            </View>
          </View>
          <Price fen={line.lineFen} size='small' />
        </View>
      ))}
      {fees
        .filter(([, fen]) => fen !== 0)
        .map(([name, fen]) => (
          <View key={name} className='bill-row'>
            <View className='bill-row__name'>{name}</View>
            <Price fen={fen} size='small' />
          </View>
        ))}
      <View className='bill-row bill-row--total'>
        <View className='bill-row__name'>小计</View>
        <Price fen={parcel.payableFen} />
      </View>
    </View>
  );
}
