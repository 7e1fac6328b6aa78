import { View } from '@tarojs/components';
import { setQuantity, takeOff, useBasket } from '../../find/basket.ts';
import { Button, Empty, Sheet, Stepper, Tag, confirm } from '../../ui/index.ts';
import './basket-sheet.scss';

type Props = { open: boolean; onClose: () => void };

/** The shopping list, to be changed. */
export function BasketSheet({ open, onClose }: Props) {
  const { items } = useBasket();
  const clear = async () => {
    if (!(await confirm({ title: '清空清单？', yes: '清空', danger: true }))) return;
    takeOff(items.map(({ drugId }) => drugId));
    onClose();
  };
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title='我的清单'
      footer={
        <Button block onTap={onClose}>
          好了
        </Button>
      }
    >
      {items.length === 0 && <Empty icon='cart' title='清单空了' />}
      {items.map((item) => (
        <View key={item.drugId} className='basket-line'>
          <View className='basket-line__words'>
            <View className='basket-line__name'>{item.name}</View>
            <View className='basket-line__spec'>{item.spec}</View>
            {item.rx && <Tag tone='warning'>处方药，最多 {item.most} 件</Tag>}
          </View>
          <Stepper
            value={item.quantity}
            min={0}
            max={item.most}
            label={item.name}
            onChange={(quantity) => setQuantity(item, quantity)}
          />
        </View>
      ))}
      {items.length > 0 && (
        <Button kind='text' onTap={clear}>
          清空清单
        </Button>
      )}
    </Sheet>
  );
}
