import { View } from '@tarojs/components';
import { consultationStatusText, type Consultation } from '@xinglin/shared/consultation/contract';
import { agoText } from '@xinglin/shared/kernel/time';
import { listPrescriptions, submitPrescription } from '@xinglin/shared/prescription/contract';
import { go } from '../../client/navigate.ts';
import { problemOf } from '../../client/problem-of.ts';
import { useAct } from '../../client/use-endpoint.ts';
import { Button, Card, Notice, Tag } from '../../ui/index.ts';

const tone = { asked: 'accent', prescribed: 'success', declined: 'warning', lapsed: 'neutral' } as const;

/** One follow-up: who answered with which licence, and the prescription to hand in; `handedIn` is where it went already. */
export function ConsultationCard({ it, handedIn }: { it: Consultation; handedIn: string | undefined }) {
  const { status, doctor, words, traceCode, patientName, simulated } = it;
  const submit = useAct(submitPrescription, {
    changes: [listPrescriptions],
    onDone: ({ id }) => go('/prescription/detail/index', { id }),
  });
  return (
    <Card>
      <View className='prescription-card'>
        <View className='prescription-card__head'>
          <View className='prescription-card__where'>{it.diagnosis}</View>
          <Tag tone={tone[status]}>{consultationStatusText[status]}</Tag>
        </View>
        <View className='prescription-card__note'>
          {patientName}，{agoText(it.askedAt)}发起
        </View>
        {doctor && (
          <View>
            {doctor.name} 医生，{doctor.department}，{doctor.institution}，医师执业证书编号 {doctor.licenceNo}
          </View>
        )}
        {simulated && <Tag tone='neutral'>模拟医生，仅供演示</Tag>}
        {words && <View>{words}</View>}
        {status === 'asked' && (
          <View className='prescription-card__note'>
            不用守在这里，医生回复后会显示在这一页。24 小时没有回复会自动结束，您可以再发起。
          </View>
        )}
        {status === 'lapsed' && <View>医生没有在 24 小时内回复。可以再发起一次，急需用药请到医院复诊。</View>}
        {handedIn && (
          <Button
            id={`see-${traceCode}`}
            block
            kind='plain'
            onTap={() => go('/prescription/detail/index', { id: handedIn })}
          >
            已提交给药师，查看进度
          </Button>
        )}
        {traceCode && !handedIn && (
          <Button
            id={`hand-in-${traceCode}`}
            block
            loading={submit.isPending}
            onTap={() => submit.mutate({ traceCode, patientName })}
          >
            提交给药师审核
          </Button>
        )}
        {submit.error && <Notice tone='danger'>{problemOf(submit.error).detail}</Notice>}
      </View>
    </Card>
  );
}
