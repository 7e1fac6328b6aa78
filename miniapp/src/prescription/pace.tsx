import { View } from '@tarojs/components';
import { getReviewPace, paceText } from '@xinglin/shared/prescription/record';
import { useRead } from '../client/use-endpoint.ts';

/** How long reviews really took lately; nothing while it is not known. */
export function Pace() {
  const { data } = useRead(getReviewPace, {});
  return data ? <View className='prescription-pace'>{paceText(data)}</View> : null;
}
