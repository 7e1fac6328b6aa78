import { View } from '@tarojs/components';
import { useState } from 'react';
import type { Explanation, PossibleCondition } from '@xinglin/shared/triage/contract';
import { Card, Icon, Notice, Tag, Tap } from '../../ui/index.ts';
import './result.scss';

/** A list of sentences under a heading. */
export function LinesCard({
  title,
  lines,
  numbered = false,
}: {
  title: string;
  lines: readonly string[];
  numbered?: boolean;
}) {
  if (lines.length === 0) return null;
  return (
    <Card>
      <View className='result-lines__title'>{title}</View>
      {lines.map((line, i) => (
        <View key={line} className='result-lines__line'>
          <View className='result-lines__mark'>{numbered ? `${i + 1}` : '·'}</View>
          <View className='result-lines__text'>{line}</View>
        </View>
      ))}
    </Card>
  );
}

/** The result in kinder words, marked as written by a machine; a banner when that failed, nothing when there is none. */
export function Explained({ explanation }: { explanation: Explanation | null }) {
  if (explanation?.status === 'unavailable')
    return <Notice tone='info'>AI 解释暂不可用。结果由规则引擎给出，不受影响。</Notice>;
  if (explanation?.status !== 'ready') return null;
  return (
    <Card id='explanation'>
      <Tag>AI 生成</Tag>
      <View className='result-explained'>{explanation.text}</View>
      <View className='result-explained__note'>只是换一种说法，以上面的结论为准。</View>
    </Card>
  );
}

/** How likely, in words: a percentage would promise more than the rules know. */
const likelihood = (probability: number): string =>
  probability >= 0.5 ? '比较像' : probability >= 0.2 ? '有可能' : '可能性小';

/** A possible condition; opened it shows what speaks for and against it. */
export function ConditionCard({ condition }: { condition: PossibleCondition }) {
  const [open, setOpen] = useState(false);
  const { name, probability, evidenceFor, evidenceAgainst } = condition;
  const many = evidenceFor.length + evidenceAgainst.length > 0;
  return (
    <Card className='condition'>
      <Tap
        className='condition__head'
        label={`${name}，${likelihood(probability)}，${open ? '收起' : '看依据'}`}
        disabled={!many}
        onTap={() => setOpen(!open)}
      >
        <View className='condition__name'>{name}</View>
        <View className='condition__likely'>{likelihood(probability)}</View>
        {many && (
          <View className={`condition__arrow ${open ? 'condition__arrow--open' : ''}`}>
            <Icon name='down' size='small' />
          </View>
        )}
      </Tap>
      <View className='condition__track'>
        <View
          className='condition__fill'
          style={{ width: `${Math.max(4, Math.round(probability * 100))}%` }}
        />
      </View>
      {open && (
        <>
          <Evidence title='支持' lines={evidenceFor} />
          <Evidence title='不支持' lines={evidenceAgainst} against />
        </>
      )}
    </Card>
  );
}

function Evidence({
  title,
  lines,
  against = false,
}: {
  title: string;
  lines: readonly string[];
  against?: boolean;
}) {
  if (lines.length === 0) return null;
  return (
    <View className='condition__evidence'>
      <View className={`condition__side ${against ? 'condition__side--against' : ''}`}>{title}</View>
      <View className='condition__text'>{lines.join('、')}</View>
    </View>
  );
}
