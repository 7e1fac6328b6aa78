import { View } from '@tarojs/components';
import { agoText } from '@xinglin/shared/kernel/time';
import { go } from '../../client/navigate.ts';
import { Button, Card, ErrorBlock, Field, Icon, Tap, TextInput, confirm } from '../../ui/index.ts';
import { setText } from './draft.ts';
import { personLine, subjectOf } from './person.ts';
import type { Check } from './use-check.ts';

export const MOST_WORDS = 1_000;
const examples = [
  '嗓子疼，发烧两天，38.2 度',
  '流鼻涕、打喷嚏三天，没有发烧',
  '昨晚开始拉肚子，一天五次，肚子隐隐疼',
  '孩子 5 岁，咳嗽一周，晚上厉害',
];

/** Says what is wrong in one's own words. */
export function Write({ check }: { check: Check }) {
  const { draft, resumable, starting } = check;
  return (
    <>
      {resumable && <Resume check={check} />}
      <Field label='描述您的不适' hint='哪里不舒服、多久了、体温多少、在吃什么药，想到什么写什么'>
        <TextInput
          id='complaint'
          multiline
          value={draft.text}
          onChange={setText}
          label='描述您的不适'
          placeholder='例如：嗓子疼两天，今天发烧 38.2 度'
          maxLength={MOST_WORDS}
        />
      </Field>
      <View className='check-examples'>
        <View className='check-examples__title'>也可以点一个相近的，再改成您的情况</View>
        {examples.map((example) => (
          <Tap key={example} className='check-example' onTap={() => setText(example)}>
            {example}
          </Tap>
        ))}
      </View>
      {draft.asked && (
        <Tap className='check-person' id='change-person' onTap={check.askPerson}>
          <Icon name='account' size='small' />
          <View className='check-person__words'>为谁自查：{personLine(subjectOf(draft.facts))}</View>
          <View className='check-person__act'>修改</View>
        </Tap>
      )}
      {starting.error && <ErrorBlock error={starting.error} onRetry={check.send} />}
      <View className='check-foot'>自查按症状给出就医和用药建议，不是诊断，也不会开药。</View>
      <Button small kind='text' onTap={() => go('/journey/step1-symptom-check/accuracy/index')}>
        这个工具有多准
      </Button>
    </>
  );
}

function Resume({ check }: { check: Check }) {
  const { resumable } = check;
  if (!resumable) return null;
  const discard = async () => {
    if (await confirm({ title: '放弃这次自查？', text: '已经回答的内容会删除', yes: '放弃', danger: true }))
      await check.discard(resumable.id);
  };
  return (
    <Card tone='primary'>
      <View className='check-resume__title'>上次的自查还没做完</View>
      <View className='check-resume__text'>
        “{resumable.text}” · {agoText(resumable.createdAt)}
      </View>
      <View className='check-resume__acts'>
        <Button id='resume' small onTap={() => check.resume(resumable)}>
          接着做
        </Button>
        <Button small kind='text' onTap={discard}>
          放弃
        </Button>
      </View>
    </Card>
  );
}

/** The server would not go on with this text; says so, and the ways on. */
export function Refused({ check, message, text }: { check: Check; message: string; text: string }) {
  return (
    <View className='check-refused'>
      <View className='check-refused__icon'>
        <Icon name='chat' size='large' />
      </View>
      <View className='check-refused__text'>{message}</View>
      <Button id='rewrite' block onTap={() => check.restart(text)}>
        重新描述症状
      </Button>
      <Button block kind='text' onTap={() => go('/prescription/index')}>
        我有医生开的处方
      </Button>
    </View>
  );
}
