import { View } from '@tarojs/components';
import type { Plan, PlanOption } from '@xinglin/shared/pricing/contract';
import { Notice, Price, Sheet } from '../../ui/index.ts';
import { billOf, differenceOf, type BillRow } from './bill.ts';
import { BillParcel } from './bill-parcel.tsx';
import type { WrongPrice } from './report-sheet.tsx';
import './bill-sheet.scss';

type Props = {
  plan: Plan;
  option: PlanOption | undefined;
  single: PlanOption | undefined;
  onWrong: (wrong: WrongPrice) => void;
  onClose: () => void;
};
type Parcel = PlanOption['parcels'][number];

const wrongOf = (plan: Plan, option: PlanOption, parcel: Parcel, drugId: string): WrongPrice => {
  const line = parcel.lines.find((each) => each.drugId === drugId);
  const { storeId, storeName } = parcel;
  const shown = { name: line?.name ?? '', shownFen: line?.unitPriceFen ?? 0 };
  return { planId: plan.id, optionKey: option.key, storeId, storeName, drugId, ...shown };
};

/** Why an option costs what it costs: parcel by parcel, then the sum, then the difference to buying at one store. */
export function BillSheet({ plan, option, single, onWrong, onClose }: Props) {
  if (!option) return null;
  const difference = single && single.key !== option.key ? differenceOf(option, single) : [];
  return (
    <Sheet open onClose={onClose} title='价格明细'>
      {option.parcels.map((parcel) => (
        <BillParcel
          key={parcel.storeId}
          plan={plan}
          parcel={parcel}
          onWrong={(drugId) => onWrong(wrongOf(plan, option, parcel, drugId))}
        />
      ))}
      <View className='bill-block'>
        <View className='bill-block__title'>合计</View>
        <BillRows rows={billOf(option)} />
        {option.platformCouponTitle && (
          <View className='bill-block__note'>含平台优惠券：{option.platformCouponTitle}</View>
        )}
        <View className='bill-row bill-row--total'>
          <View className='bill-row__name'>应付</View>
          <Price fen={option.totalFen} />
        </View>
      </View>
      {difference.length > 0 && (
        <View className='bill-block'>
          <View className='bill-block__title'>和最优单店相比</View>
          <BillRows rows={difference} signed />
          <View className='bill-row bill-row--total'>
            <View className='bill-row__name'>{option.savingFen >= 0 ? '一共省' : '一共多付'}</View>
            <Price fen={Math.abs(option.savingFen)} />
          </View>
        </View>
      )}
      <Notice tone='info'>
        {option.proven
          ? '已算遍附近门店的组合，在这个送达时间和包裹数内没有更便宜的买法。'
          : '附近门店的组合太多，没有全部算完，这是目前找到的最好买法。'}
        同一地点、同一时间，所有人看到的药品价格都一样；不同的只有各人手里的券。以上为自费价格，暂不支持医保结算。
      </Notice>
    </Sheet>
  );
}

function BillRows({ rows, signed = false }: { rows: readonly BillRow[]; signed?: boolean }) {
  return (
    <>
      {rows.map(({ name, fen }) => (
        <View key={name} className='bill-row'>
          <View className='bill-row__name'>
            {name}
            {signed && (fen < 0 ? '（少付）' : '（多付）')}
          </View>
          <Price fen={fen} size='small' />
        </View>
      ))}
    </>
  );
}
