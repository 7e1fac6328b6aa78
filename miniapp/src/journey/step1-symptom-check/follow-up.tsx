import { View } from '@tarojs/components';
import { useState } from 'react';
import type { Course, Episode } from '@xinglin/shared/triage/contract';
import { agoText } from '@xinglin/shared/kernel/time';
import { Button, Card, ErrorBlock, Field, Segmented, TextInput } from '../../ui/index.ts';
import { MOST_WORDS } from './write.tsx';
import type { Check } from './use-check.ts';

const courses: { value: Course; text: string }[] = [
  { value: 'better', text: '好些了' },
  { value: 'same', text: '没变化' },
  { value: 'worse', text: '更重了' },
];

/** 「还没好」: the same illness looked at again, without telling everything twice. */
export function FollowUp({ check, episode }: { check: Check; episode: Episode }) {
  const [course, setCourse] = useState<Course>('same');
  const [text, setText] = useState('');
  return (
    <Card tone='primary' id='follow-up'>
      <View className='result-keep__title'>现在怎么样了？</View>
      <View className='result-keep__text'>
        {agoText(episode.createdAt)}自查：“{episode.text || '上次的不适'}”。说过的不用再说。
      </View>
      <Segmented options={courses} value={course} onChange={setCourse} label='现在怎么样了' />
      <Field label='有什么新变化（可不填）'>
        <TextInput
          id='follow-up-text'
          multiline
          value={text}
          onChange={setText}
          label='有什么新变化'
          placeholder='例如：昨晚又烧到 38.5 度，开始咳嗽'
          maxLength={MOST_WORDS}
        />
      </Field>
      <Button
        id='follow-up-go'
        block
        loading={check.following.isPending}
        onTap={() => check.follow(episode, course, text)}
      >
        接着查
      </Button>
      {check.following.error && (
        <ErrorBlock error={check.following.error} onRetry={() => check.follow(episode, course, text)} />
      )}
    </Card>
  );
}
