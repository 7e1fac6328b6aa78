import { View } from '@tarojs/components';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import { copyText } from '../../device/clipboard.ts';
import { Button, Card, Tag } from '../../ui/index.ts';
import { codeText, stateOf, type OwnVoucher, type VoucherState } from './points.ts';

const words: Record<VoucherState, { word: string; tone: 'success' | 'neutral' | 'warning' }> = {
  good: { word: '可使用', tone: 'success' },
  used: { word: '已使用', tone: 'neutral' },
  expired: { word: '已过期', tone: 'warning' },
};

/** What was redeemed, with the code that is read aloud in the store. */
export function VoucherCard({ voucher, now }: { voucher: OwnVoucher; now: number }) {
  const { id, title, code, usedAt, validUntil } = voucher;
  const state = stateOf(voucher, now);
  return (
    <Card id={`voucher-${id}`}>
      <View className='voucher'>
        <View className='voucher__head'>
          <View className='voucher__title'>{title}</View>
          <Tag tone={words[state].tone}>{words[state].word}</Tag>
        </View>
        {state === 'good' && (
          <View className='voucher__code'>
            <View className='voucher__number'>{codeText(code)}</View>
            <Button small kind='text' onTap={() => copyText(code)}>
              复制
            </Button>
          </View>
        )}
        <View className='voucher__note'>
          {usedAt ? `${dateTimeText(usedAt)} 已使用` : `${dateTimeText(validUntil)} 前有效`}
        </View>
      </View>
    </Card>
  );
}
