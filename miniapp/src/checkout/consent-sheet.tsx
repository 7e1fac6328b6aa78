import { View } from '@tarojs/components';
import { yuan } from '@xinglin/shared/kernel/money';
import type { OptionChanges } from '@xinglin/shared/pricing/contract';
import { Button, Notice, Price, Sheet } from '../ui/index.ts';
import './index.scss';

type Props = {
  changes: OptionChanges;
  busy: boolean;
  onAgree: () => unknown;
  onCompare: () => unknown;
  onClose: () => void;
};

/** The price is not what was shown: old and new side by side, and nothing is ordered before the person says yes. */
export function ConsentSheet({ changes, busy, onAgree, onCompare, onClose }: Props) {
  const { oldTotalFen, newTotalFen, lines, couponsGone, newStores } = changes;
  const more = newTotalFen - oldTotalFen;
  return (
    <Sheet
      open
      onClose={onClose}
      title='价格有变化，请您确认'
      footer={
        <Button id='consent-agree' block loading={busy} onTap={onAgree}>
          同意，按 {yuan(newTotalFen)} 元提交
        </Button>
      }
    >
      <View>
        {more > 0
          ? `比刚才看到的贵 ${yuan(more)} 元。`
          : more < 0
            ? `比刚才看到的便宜 ${yuan(-more)} 元。`
            : '总价没有变。'}
        订单还没有提交，也没有扣款。
      </View>
      {couponsGone.length > 0 && <Notice>这些券现在不能用了：{couponsGone.join('、')}。</Notice>}
      {newStores.length > 0 && <Notice tone='info'>改由这些药店发货：{newStores.join('、')}。</Notice>}
      {lines.map(({ name, oldFen, newFen }) => (
        <ChangeRow key={name} name={name} oldFen={oldFen} newFen={newFen} />
      ))}
      <ChangeRow name='应付' oldFen={oldTotalFen} newFen={newTotalFen} total />
      <Button id='consent-compare' block kind='plain' onTap={onCompare}>
        不同意，重新比价
      </Button>
    </Sheet>
  );
}

type RowProps = { name: string; oldFen: number; newFen: number; total?: boolean };

function ChangeRow({ name, oldFen, newFen, total = false }: RowProps) {
  return (
    <View className={`checkout-row ${total ? 'checkout-row--total' : ''}`}>
      <View className='checkout-change__name'>{name}</View>
      <View className='checkout-change__old'>原 {yuan(oldFen)}</View>
      <Price fen={newFen} size={total ? 'normal' : 'small'} />
    </View>
  );
}
