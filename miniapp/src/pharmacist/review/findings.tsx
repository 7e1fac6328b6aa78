import { View } from '@tarojs/components';
import type { Finding, Review } from '@xinglin/shared/prescription/review-contract';
import { Card, Icon, Notice, SectionTitle, Tag, type IconName } from '../../ui/index.ts';

type Look = { word: string; tone: 'danger' | 'warning' | 'neutral'; icon: IconName };
const looks: Record<Finding['severity'], Look> = {
  stop: { word: '需停下核实', tone: 'danger', icon: 'warning' },
  warn: { word: '请注意', tone: 'warning', icon: 'warning' },
  info: { word: '提示', tone: 'neutral', icon: 'info' },
};

/** What the rules found, worst first, where each comes from, and what they could not look at. */
export function Findings({
  review: { items, findings, notCovered, rulesVersion, rulesRun },
}: {
  review: Review;
}) {
  return (
    <>
      <SectionTitle note='供参考，由药师判断'>系统核对</SectionTitle>
      <View className='review-coverage' id='coverage'>
        已运行 {rulesRun} 条规则，{notCovered.length} 项没有覆盖
      </View>
      {items.length === 0 && <Notice>照片还没有录入，录入后系统再核对。</Notice>}
      {items.length > 0 && findings.length === 0 && (
        <Card>
          <View className='review-clean'>
            <Icon name='check' size='small' />
            <View>已核对的范围内没有发现问题</View>
          </View>
        </Card>
      )}
      {findings.map(({ code, severity, text, source, version }) => (
        <View key={code + text} className={`finding finding--${severity}`}>
          <View className='finding__head'>
            <Icon name={looks[severity].icon} size='small' />
            <Tag tone={looks[severity].tone}>{looks[severity].word}</Tag>
          </View>
          <View className='finding__text'>{text}</View>
          <View className='finding__source'>
            依据：{source}，{version}
          </View>
        </View>
      ))}
      <Card>
        <View className='review-missing' id='not-covered'>
          <View className='review-missing__title'>系统没有核对的</View>
          {notCovered.map((line) => (
            <View key={line}>· {line}</View>
          ))}
          <View className='review-missing__version'>规则版本 {rulesVersion}</View>
        </View>
      </Card>
    </>
  );
}
