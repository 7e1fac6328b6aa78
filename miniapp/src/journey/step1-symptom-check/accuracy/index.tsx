import { View } from '@tarojs/components';
import {
  getAccuracy,
  type Accuracy,
  type PublishedAccuracy,
  type Share,
} from '@xinglin/shared/triage/contract';
import { useRead } from '../../../client/use-endpoint.ts';
import { Card, Notice, PageShell, QueryView, SectionTitle } from '../../../ui/index.ts';
import { percentText, rangeText } from './figures.ts';
import './index.scss';

/** What was measured, on how many cases, when; and what that does not say. */
export default function AccuracyPage() {
  const accuracy = useRead(getAccuracy, {});
  return (
    <PageShell title='这个工具有多准' onRefresh={() => accuracy.refetch()}>
      <QueryView query={accuracy}>{(figures) => <Figures figures={figures} />}</QueryView>
    </PageShell>
  );
}

function Figures({
  figures: { heldOut, development, knowledgeVersion, measuredOn },
}: {
  figures: PublishedAccuracy;
}) {
  return (
    <>
      <Card tone='primary' id='held-out'>
        <View className='accuracy__figure'>{percentText(heldOut.accuracy)}</View>
        <View className='accuracy__what'>
          在 {heldOut.cases} 个编写知识时没有看过的病例上，轻重缓急判断正确 {heldOut.accuracy.hit} 个（
          {rangeText(heldOut.accuracy)}）
        </View>
      </Card>
      <Lines accuracy={heldOut} />
      <SectionTitle note='编写和调整时看过，只作对照'>另外 {development.cases} 个病例</SectionTitle>
      <Lines accuracy={development} whole />
      <Card>
        <View className='accuracy__title'>怎么看这些数字</View>
        <View className='accuracy__text'>
          病例由我们自己编写，没有经过执业医师审定，也不是真实就诊的随访结果，实际使用中可能更低。
        </View>
        <View className='accuracy__text'>
          作为参照：2015 年发表在 BMJ 的一项研究里，23 个症状自查工具对 45 个病例的判断平均只对
          57%。病例不同，不能直接比较。
        </View>
        <View className='accuracy__text'>
          它会错。症状加重或您不放心时请就医，紧急情况拨打 120，不要等它的结果。
        </View>
      </Card>
      <Notice tone='info'>
        知识库版本 {knowledgeVersion}，{measuredOn} 测得
      </Notice>
    </>
  );
}

function Lines({ accuracy, whole = false }: { accuracy: Accuracy; whole?: boolean }) {
  const { emergencySensitivity, under, over, perClass } = accuracy;
  const lines: [string, Share][] = [
    ...(whole ? [['判断正确', accuracy.accuracy] as [string, Share]] : []),
    ['急症认出来了', emergencySensitivity],
    ['该看医生的判断正确', perClass.see_doctor],
    ['可以自己护理的判断正确', perClass.self_care],
    ['判断得太轻', under],
    ['判断得太重', over],
  ];
  return (
    <Card>
      {lines.map(([what, share]) => (
        <View key={what} className='accuracy__line'>
          <View className='accuracy__name'>{what}</View>
          <View className='accuracy__share'>
            {percentText(share)}
            <View className='accuracy__range'>
              {share.hit}/{share.of}，{rangeText(share)}
            </View>
          </View>
        </View>
      ))}
    </Card>
  );
}
