import { View } from '@tarojs/components';
import { distanceText } from '@xinglin/shared/kernel/geo';
import { price } from '@xinglin/shared/kernel/money';
import type { EqualDrug, Plan } from '@xinglin/shared/pricing/contract';
import { setQuantity, takeOff, useBasket } from '../../find/basket.ts';
import { MOST_OF_ONE } from '../../find/basket-rules.ts';
import { Button, Card, Tag } from '../../ui/index.ts';
import './index.scss';

/** What nobody around has, and for each the packs that are the same medicine; the person decides. */
export function Missing({ missing }: { missing: Plan['missing'] }) {
  return (
    <Card tone='warning'>
      <View className='plan-missing__title'>附近凑不齐这些药</View>
      {missing.map(({ drugId, name, equal = [] }) => (
        <View key={drugId}>
          <View className='plan-missing__text'>{name}：附近的药店现在没有您要的数量。</View>
          {equal.map((each) => (
            <Equal key={each.drugId} of={drugId} equal={each} />
          ))}
        </View>
      ))}
      <View className='plan-missing__text'>也可以先拿下它们，其余的照常买。</View>
      <Button id='drop-missing' small kind='plain' onTap={() => takeOff(missing.map(({ drugId }) => drugId))}>
        拿下这些药再比
      </Button>
    </Card>
  );
}

/** One tap puts it in the place of the other, in the same number of packs. */
function Equal({ of, equal }: { of: string; equal: EqualDrug }) {
  const { items } = useBasket();
  const { drugId, name, strength, pack, approvalNo, storeName, distanceM, priceFen } = equal;
  const swap = () => {
    const old = items.find((item) => item.drugId === of);
    if (!old || old.rx) return;
    takeOff([of]);
    const item = { drugId, name, spec: `${strength} ${pack}`, picture: old.picture, rx: false };
    setQuantity({ ...item, most: MOST_OF_ONE }, old.quantity);
  };
  return (
    <View className='plan-equal'>
      <View className='plan-equal__words'>
        <View className='plan-equal__name'>
          {name} {strength} {pack}
        </View>
        <Tag tone='primary'>同通用名</Tag>
        <View className='plan-equal__note'>成分、规格、剂型相同，厂家或包装不同（{approvalNo}）。</View>
        <View className='plan-equal__note'>
          {storeName} · {distanceText(distanceM)} · {price(priceFen)}
        </View>
      </View>
      <Button id={`swap-${drugId}`} small onTap={swap}>
        换成它
      </Button>
    </View>
  );
}
