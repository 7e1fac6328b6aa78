import { View } from '@tarojs/components';
import { pauseReasonText, type QueuedPrescription } from '@xinglin/shared/prescription/review-contract';
import { personText } from '@xinglin/shared/prescription/sig';
import { Icon, Tag, Tap } from '../ui/index.ts';
import { waitedText, waitsLong } from './queue-rules.ts';

type Props = {
  it: QueuedPrescription;
  now: number;
  /** I hold it already. */
  held: boolean;
  /** A message brought me here for it. */
  named: boolean;
  disabled: boolean;
  onTap: () => unknown;
};

/** One line of the queue; no name and no drug before somebody claims it. */
export function QueueCard({ it, now, held, named, disabled, onTap }: Props) {
  const { id, institution, itemCount, submittedAt } = it;
  const waited = waitedText(submittedAt, now);
  return (
    <Tap
      id={`${held ? 'mine' : 'waiting'}-${id}`}
      className={`queue-card ${named ? 'queue-card--named' : ''}`}
      disabled={disabled}
      onTap={onTap}
    >
      <View className='queue-card__words'>
        <View className='queue-card__head'>
          <View className='queue-card__waited'>{waited}</View>
          {it.risk === 'high' && <Tag tone='danger'>高风险</Tag>}
          {it.risk === 'medium' && <Tag tone='warning'>有提示</Tag>}
          {it.inquiry === 'answered' && <Tag tone='primary'>患者有回答</Tag>}
          {it.inquiry === 'asked' && <Tag tone='accent'>等患者回答</Tag>}
          {it.pauseReason && <Tag tone='neutral'>{pauseReasonText[it.pauseReason]}</Tag>}
          {waitsLong(submittedAt, now) && <Tag tone='danger'>久等</Tag>}
          {named && <Tag tone='primary'>消息提到</Tag>}
        </View>
        <View className='queue-card__note'>
          {personText(it)} · {itemCount > 0 ? `${itemCount} 种药` : '照片，待录入'} · {institution}
        </View>
      </View>
      <View className='queue-card__go'>{held ? '继续' : '领取'}</View>
      <Icon name='forward' size='small' />
    </Tap>
  );
}
