import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import type { Answer, Episode, Question } from '@xinglin/shared/triage/contract';
import { Button, Choices, Field, Icon, Notice, Tap, TextInput } from '../../ui/index.ts';
import { numberFault } from './number-answer.ts';
import type { Check } from './use-check.ts';
import './question.scss';

/** One question a screen, with the way back and the way past it. */
export function Asking({ check, episode }: { check: Check; episode: Episode }) {
  const { question } = episode;
  if (!question) return null;
  return (
    <View className='asking'>
      <Progress index={question.index} max={question.max} />
      {episode.notice && <Notice tone='info'>{episode.notice}</Notice>}
      {question.index === 1 && <Understood episode={episode} />}
      <View className='asking__text'>{question.text}</View>
      <View className='asking__why'>
        <Icon name='info' size='small' />
        <View className='asking__words'>{question.why}</View>
      </View>
      <Input
        key={question.id}
        question={question}
        busy={check.busy}
        onAnswer={(answer) => check.answer(episode, answer)}
      />
      <View className='asking__ways'>
        {episode.canStepBack && (
          <Button id='step-back' kind='text' disabled={check.busy} onTap={() => check.back(episode)}>
            上一题
          </Button>
        )}
        <Button id='skip' kind='text' disabled={check.busy} onTap={() => check.answer(episode, null)}>
          跳过这题
        </Button>
      </View>
    </View>
  );
}

function Progress({ index, max }: { index: number; max: number }) {
  return (
    <View className='asking-progress'>
      <View className='asking-progress__track'>
        <View className='asking-progress__fill' style={{ width: `${Math.round((index / max) * 100)}%` }} />
      </View>
      <View className='asking-progress__text'>
        第 {index} 题，最多 {max} 题
      </View>
    </View>
  );
}

function Understood({ episode: { understood, notUnderstood } }: { episode: Episode }) {
  const read = understood.map(
    ({ name, negated, detail }) => `${negated ? '没有' : ''}${name}${detail ? ` ${detail}` : ''}`,
  );
  if (read.length === 0 && notUnderstood.length === 0) return null;
  return (
    <View className='asking-read'>
      {read.length > 0 && <View>我理解到：{read.join('、')}</View>}
      {notUnderstood.length > 0 && <View>没看懂：{notUnderstood.map((each) => `“${each}”`).join('、')}</View>}
    </View>
  );
}

type InputProps = { question: Question; busy: boolean; onAnswer: (answer: Answer) => Promise<void> };

const YES_NO = [
  { value: 'yes', text: '是' },
  { value: 'no', text: '否' },
  { value: 'unknown', text: '说不准' },
];

function Input({ question, busy, onAnswer }: InputProps) {
  if (question.kind === 'number') return <NumberInput question={question} busy={busy} onAnswer={onAnswer} />;
  if (question.kind === 'multi') return <ManyInput question={question} busy={busy} onAnswer={onAnswer} />;
  const options =
    question.kind === 'yes_no' && question.options.length === 0
      ? YES_NO
      : question.options.map(({ value, label }) => ({ value, text: label }));
  return <OneInput question={question} busy={busy} options={options} onAnswer={onAnswer} />;
}

type OneProps = InputProps & { options: readonly { value: string; text: string }[] };

/** A tap is the answer: it goes on by itself. */
function OneInput({ question, busy, options, onAnswer }: OneProps) {
  const [tapped, setTapped] = useState<string>();
  const chosen = tapped ?? (typeof question.answer === 'string' ? question.answer : undefined);
  const choose = async (value: string) => {
    setTapped(value);
    await onAnswer(value).finally(() => setTapped(undefined));
  };
  return (
    <View className='asking__options'>
      {options.map(({ value, text }) => (
        <Tap
          key={value}
          id={`answer-${value}`}
          role='radio'
          checked={value === chosen}
          disabled={busy && value !== chosen}
          className={`asking-option ${value === chosen ? 'asking-option--on' : ''}`}
          onTap={() => (busy ? undefined : choose(value))}
        >
          {text}
        </Tap>
      ))}
    </View>
  );
}

function ManyInput({ question, busy, onAnswer }: InputProps) {
  const [chosen, setChosen] = useState<string[]>(Array.isArray(question.answer) ? question.answer : []);
  return (
    <>
      <Choices
        many
        layout='rows'
        options={question.options.map(({ value, label }) => ({ value, text: label }))}
        chosen={chosen}
        onChange={setChosen}
      />
      <Button id='next' block loading={busy} onTap={() => onAnswer(chosen)}>
        {chosen.length === 0 ? '以上都没有' : '下一题'}
      </Button>
    </>
  );
}

function NumberInput({ question, busy, onAnswer }: InputProps) {
  const [text, setText] = useState(typeof question.answer === 'number' ? String(question.answer) : '');
  const [tried, setTried] = useState(false);
  useEffect(() => setTried(false), [text]);
  const fault = numberFault(text, question.range);
  const range = question.range;
  return (
    <>
      <Field
        label={range ? `请填数字（${range.unit}）` : '请填数字'}
        {...(range && { hint: `${range.min} 到 ${range.max}` })}
        error={tried ? (fault ?? undefined) : undefined}
      >
        <TextInput
          id='answer-number'
          type='digit'
          value={text}
          onChange={setText}
          label={question.text}
          maxLength={6}
          focus
        />
      </Field>
      <Button
        id='next'
        block
        loading={busy}
        onTap={() => {
          setTried(true);
          return fault === null ? onAnswer(Number(text)) : undefined;
        }}
      >
        下一题
      </Button>
    </>
  );
}
