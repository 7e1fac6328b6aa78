import { View } from '@tarojs/components';
import { go } from '../client/navigate.ts';
import { problemOf } from '../client/problem-of.ts';
import { Button, Card, ErrorBlock, Notice } from '../ui/index.ts';
import { wayOn } from './way-on.ts';
import './index.scss';

/** Why the order was not placed, with the way on that helps. */
export function OrderRefused({ error, onCompare }: { error: unknown; onCompare: () => unknown }) {
  const { code, detail, extra } = problemOf(error);
  switch (wayOn(code)) {
    case 'sign_in':
      return <ErrorBlock error={error} />;
    case 'again':
      return (
        <Notice tone='danger'>
          {detail}。订单可能已经提交，请联网后再点一次「提交订单」，不会重复下单。
        </Notice>
      );
    case 'prescription':
      return (
        <Card tone='warning'>
          <View className='checkout-moved'>{detail}</View>
          <Button small onTap={() => go('/prescription/index')}>
            查看我的处方
          </Button>
        </Card>
      );
    case 'compare':
      return (
        <Card tone='warning'>
          <View className='checkout-moved'>
            {typeof extra['storeName'] === 'string' && `${extra['storeName']}：`}
            {detail}。订单没有提交，也没有扣款。
          </View>
          <Button id='compare-refused' small onTap={onCompare}>
            重新比价
          </Button>
        </Card>
      );
    case 'read':
      return <Notice tone='danger'>{detail}</Notice>;
  }
}
