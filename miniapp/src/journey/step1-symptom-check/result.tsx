import { View } from '@tarojs/components';
import { useState } from 'react';
import type { Episode, OtcOption, Result } from '@xinglin/shared/triage/contract';
import { go } from '../../client/navigate.ts';
import { setQuantity } from '../../find/basket.ts';
import { MOST_LINES, MOST_OF_ONE } from '../../find/basket-rules.ts';
import { Button, Card, Icon, Notice, SectionTitle, Switch, Tag, toast } from '../../ui/index.ts';
import { FollowUp } from './follow-up.tsx';
import { asksHowItWent, courseText } from './how-it-went.ts';
import { ConditionCard, Explained, LinesCard } from './result-parts.tsx';
import { personLine } from './person.ts';
import type { Check } from './use-check.ts';
import './result.scss';

const withinText: Record<Result['within'], string> = {
  now: '现在',
  today: '今天',
  '24h': '24 小时内',
  days: '这几天',
  home: '居家',
};

/** What the symptom check says. Not a diagnosis, and it says so. */
export function ResultView({ check, episode, result }: { check: Check; episode: Episode; result: Result }) {
  return (
    <>
      {asksHowItWent(episode, Date.now()) && <FollowUp check={check} episode={episode} />}
      <Card tone={result.urgency === 'self_care' ? 'primary' : 'warning'} id='urgency'>
        <View className='result-urgency'>
          <View className='result-urgency__icon'>
            <Icon name={result.urgency === 'self_care' ? 'leaf' : 'stethoscope'} size='large' />
          </View>
          <View className='result-urgency__words'>
            <View className='result-urgency__title'>{result.title}</View>
            <View className='result-urgency__who'>
              {personLine(episode.subject)} · {withinText[result.within]}
              {episode.follows && ` · 比上次${courseText[episode.follows.course]}`}
            </View>
          </View>
        </View>
        {result.reasons.map((reason) => (
          <View key={reason} className='result-reason'>
            {reason}
          </View>
        ))}
      </Card>
      <Explained explanation={episode.explanation} />
      {episode.notice && <Notice tone='info'>{episode.notice}</Notice>}
      <LinesCard title='现在该怎么做' lines={result.whatToDo} numbered />
      {result.conditions.length > 0 && (
        <>
          <SectionTitle note='不是诊断，供您和医生参考'>可能的情况</SectionTitle>
          {result.conditions.map((condition) => (
            <ConditionCard key={condition.code} condition={condition} />
          ))}
        </>
      )}
      {result.shopAllowed && result.options.length > 0 && <Options options={result.options} />}
      {result.leftOut.length > 0 && (
        <LinesCard
          title='没有推荐的药，和原因'
          lines={result.leftOut.map(({ name, why }) => `${name}：${why}`)}
        />
      )}
      <Checked result={result} />
      <Keep check={check} episode={episode} />
      <Button id='check-again' block kind='text' onTap={() => check.restart()}>
        再查一次
      </Button>
    </>
  );
}

function Options({ options }: { options: readonly OtcOption[] }) {
  const sold = options.filter(({ drugId }) => drugId !== undefined);
  const [chosen, setChosen] = useState<string[]>(() => sold.slice(0, 1).map(({ drugCode }) => drugCode));
  const toggle = (code: string, on: boolean) =>
    setChosen((now) => (on ? [...now, code] : now.filter((each) => each !== code)));
  const toStock = async () => {
    const wanted = sold.filter(({ drugCode }) => chosen.includes(drugCode));
    const all = wanted.every(({ drugId, name }) =>
      setQuantity({ drugId: drugId!, name, spec: '', picture: null, rx: false, most: MOST_OF_ONE }, 1),
    );
    if (!all) return toast(`清单最多放 ${MOST_LINES} 种药，请先买好这些`);
    await go('/journey/step2-nearby-stock/index');
  };
  return (
    <>
      <SectionTitle note='非处方药'>可以考虑的药</SectionTitle>
      {options.map((option) => (
        <Card key={option.drugCode}>
          <View className='result-option'>
            <View className='result-option__name'>{option.name}</View>
            {option.drugId === undefined ? (
              <Tag>药房未售</Tag>
            ) : (
              <Switch
                id={`choose-${option.drugCode}`}
                label={`选${option.name}`}
                checked={chosen.includes(option.drugCode)}
                onChange={(on) => toggle(option.drugCode, on)}
              />
            )}
          </View>
          <View className='result-option__why'>{option.why}</View>
          <View className='result-option__how'>{option.how}</View>
          {option.warnings.map((warning) => (
            <View key={warning} className='result-option__warning'>
              <Icon name='warning' size='small' />
              <View className='result-option__words'>{warning}</View>
            </View>
          ))}
        </Card>
      ))}
      {sold.length > 0 && (
        <Button id='see-stock' block disabled={chosen.length === 0} onTap={toStock}>
          看附近哪里有货
        </Button>
      )}
      <View className='check-foot'>同类药选一种即可，不要叠加使用。用药前请看说明书。</View>
    </>
  );
}

function Checked({ result: { checked, notCovered, knowledgeVersion, disclaimer } }: { result: Result }) {
  return (
    <Card className='result-checked'>
      <View className='result-checked__title'>这次检查了什么</View>
      {checked.map(({ what, version }) => (
        <View key={what} className='result-checked__line'>
          {what}（{version}）
        </View>
      ))}
      {notCovered.length > 0 && <View className='result-checked__title'>没有检查的</View>}
      {notCovered.map((what) => (
        <View key={what} className='result-checked__line'>
          {what}
        </View>
      ))}
      <View className='result-checked__line'>知识库版本 {knowledgeVersion}</View>
      <Button
        id='how-accurate'
        small
        kind='text'
        onTap={() => go('/journey/step1-symptom-check/accuracy/index')}
      >
        这个工具有多准
      </Button>
      <View className='result-checked__disclaimer'>{disclaimer}</View>
    </Card>
  );
}

function Keep({ check, episode }: { check: Check; episode: Episode }) {
  if (episode.kept) return <Notice tone='success'>结果已保存到您的健康档案。</Notice>;
  return (
    <Card>
      <View className='result-keep__title'>要留着这次结果吗？</View>
      <View className='result-keep__text'>
        不保存的结果 24 小时后自动删除。保存后可以给医生和药师看，也可以随时删掉。
      </View>
      <Button id='keep' small kind='plain' loading={check.keeping} onTap={() => check.keep(episode)}>
        保存到健康档案
      </Button>
    </Card>
  );
}
