import { View } from '@tarojs/components';
import { distanceText } from '@xinglin/shared/kernel/geo';
import { price } from '@xinglin/shared/kernel/money';
import type { Plan, PlanParcel } from '@xinglin/shared/pricing/contract';
import { Price, Tap } from '../../ui/index.ts';
import { whenText } from './bill.ts';
import './bill-sheet.scss';

type Props = {
  plan: Pick<Plan, 'mode' | 'slot'>;
  parcel: PlanParcel;
  /** Offers to say that a price is wrong. */
  onWrong?: (drugId: string) => void;
};

/** What one store hands out, with its fees. */
export function BillParcel({ plan, parcel, onWrong }: Props) {
  const fees: [string, number][] = [
    [parcel.couponTitle ?? '优惠券', -parcel.couponOffFen],
    ['配送费', parcel.deliveryFeeFen],
    ['包装费', parcel.packagingFeeFen],
  ];
  return (
    <View className='bill-block'>
      <View className='bill-block__title'>{parcel.storeName}</View>
      <View className='bill-block__note'>
        {distanceText(parcel.distanceM)} · {whenText(plan, parcel.etaMinutes)}
      </View>
      {parcel.lines.map((line) => (
        <View key={line.drugId} className='bill-row'>
          <View className='bill-row__name'>
            {line.name}
            <View className='bill-row__note'>
              {line.strength} {line.pack} · {price(line.unitPriceFen)}×{line.quantity}
            </View>
            {line.wasPriceFen !== undefined && (
              <View className='bill-row__was'>
                降价前 7 天最低成交价 <View className='bill-row__struck'>{price(line.wasPriceFen)}</View>
              </View>
            )}
            {onWrong && (
              <Tap
                id={`wrong-${line.drugId}`}
                className='bill-row__wrong'
                role='link'
                label={`${line.name}价格不对`}
                onTap={() => onWrong(line.drugId)}
              >
                价格不对？
              </Tap>
            )}
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
