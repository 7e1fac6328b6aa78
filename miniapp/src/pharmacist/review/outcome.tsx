import { View } from '@tarojs/components';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import { prescriptionStatusText, rejectReasonText } from '@xinglin/shared/prescription/contract';
import { type Review } from '@xinglin/shared/prescription/review-contract';
import { Card, Notice } from '../../ui/index.ts';

/** What became of it: decided, or no longer in my hands. */
export function Outcome({ review }: { review: Review }) {
  const { status, decidedAt, rejectReason, note, pharmacist, signature, tooFast } = review;
  if (status === 'submitted' || status === 'in_review')
    return <Notice tone='danger'>这张处方已不在您手里：领取超时后被其他药师接手，或已放回队列。</Notice>;
  return (
    <Card tone={status === 'rejected' || status === 'changes_requested' ? 'warning' : 'primary'} id='outcome'>
      <View className='outcome'>
        <View className='outcome__title'>{prescriptionStatusText[status]}</View>
        {rejectReason && <View>原因：{rejectReasonText[rejectReason]}</View>}
        {note && <View>备注：{note}</View>}
        {decidedAt && pharmacist && (
          <View className='outcome__note'>
            {pharmacist.name}（{pharmacist.licenceNo}）于 {dateTimeText(decidedAt)} 签名
          </View>
        )}
        {signature && (
          <View className='outcome__note' id='signature'>
            电子签名 {signature.alg}，证书 {signature.certSerial}，
            {signature.holds ? '已验证' : '验证没有通过，请联系管理员'}
          </View>
        )}
        {tooFast && <Notice tone='warning'>这次用时短于阅读所需，已标记为“审得过快”。</Notice>}
      </View>
    </Card>
  );
}
