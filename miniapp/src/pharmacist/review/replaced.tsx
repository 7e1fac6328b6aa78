import { View } from '@tarojs/components';
import { rejectReasonText } from '@xinglin/shared/prescription/contract';
import type { Review } from '@xinglin/shared/prescription/review-contract';
import { Notice } from '../../ui/index.ts';

/** This one came back from its doctor: what to look at first is whether it was changed as asked. */
export function Replaced({ traceCode, rejectReason, note }: NonNullable<Review['replaces']>) {
  return (
    <Notice tone='warning'>
      <View id='replaces'>医生修改后重新提交，代替处方 {traceCode}。</View>
      <View>
        上次请医生修改：{rejectReasonText[rejectReason ?? 'other']}
        {note && `，${note}`}
      </View>
    </Notice>
  );
}
