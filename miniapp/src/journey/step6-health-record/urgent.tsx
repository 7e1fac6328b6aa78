import { View } from '@tarojs/components';
import { phoneCall } from '../../device/phone-call.ts';
import { Button, Card, Icon, Tap } from '../../ui/index.ts';

/** What to do at once about a dangerous reading. */
export function Urgent({ text, onDone }: { text: string; onDone: () => void }) {
  return (
    <Card tone='danger' id='urgent'>
      <View className='record-urgent'>
        <View className='record-urgent__title'>
          <Icon name='warning' />
          请马上处理
        </View>
        <View className='record-urgent__text'>{text}</View>
        <Tap
          className='record-urgent__call'
          id='call-120'
          label='拨打120急救电话'
          onTap={() => phoneCall('120')}
        >
          <Icon name='phone' />
          拨打 120
        </Tap>
        <Button kind='text' onTap={onDone}>
          我已处理，收起
        </Button>
      </View>
    </Card>
  );
}
