import { View } from '@tarojs/components';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import { rejectReasonText, type PrescriptionInFull } from '@xinglin/shared/prescription/contract';
import { Card, Icon } from '../../ui/index.ts';
import { wayOfChanges, wayOnFrom } from '../progress.ts';

/** What the pharmacist decided, in plain words and with name and licence. */
export function Verdict({ it }: { it: PrescriptionInFull }) {
  const { status, source, pharmacist, rejectReason, note, validUntil } = it;
  if (status === 'rejected')
    return (
      <Card tone='danger' id='rejected'>
        <View className='verdict'>
          <View className='verdict__title verdict__title--danger'>这张处方没有通过审核</View>
          <View>原因：{rejectReasonText[rejectReason ?? 'other']}</View>
          {note && <View>药师说明：{note}</View>}
          <View className='verdict__way'>{wayOnFrom(rejectReason, source)}</View>
          {pharmacist && <Signed {...pharmacist} />}
        </View>
      </Card>
    );
  if (status === 'changes_requested')
    return (
      <Card tone='warning' id='changes-requested'>
        <View className='verdict'>
          <View className='verdict__title'>药师请医生修改这张处方</View>
          {note && <View>请医生改：{note}</View>}
          <View className='verdict__way'>
            {it.replacedBy ? '修改后的处方已经提交。' : wayOfChanges(source)}
          </View>
          {pharmacist && <Signed {...pharmacist} />}
        </View>
      </Card>
    );
  if (!pharmacist) return null;
  const letOut = (it.items ?? []).filter(({ refusedFor }) => refusedFor).length;
  return (
    <Card tone='primary' id='approved'>
      <View className='verdict'>
        <Signed {...pharmacist} />
        {note && <View>药师说明：{note}</View>}
        {letOut > 0 && <View>有 {letOut} 种药没有通过，原因写在药名下面。</View>}
        {status === 'approved' && (
          <View>请在 {dateTimeText(validUntil)} 前下单，过期后需要医生重新开具。</View>
        )}
      </View>
    </Card>
  );
}

function Signed({ name, licenceNo }: { name: string; licenceNo: string }) {
  return (
    <View className='verdict__signed'>
      <Icon name='shield' size='small' />
      <View className='verdict__words'>
        审方药师 {name}
        <View className='verdict__licence'>执业药师注册证号 {licenceNo}</View>
      </View>
    </View>
  );
}
