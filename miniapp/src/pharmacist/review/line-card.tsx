import { View } from '@tarojs/components';
import { doseTimingText } from '@xinglin/shared/medication/contract';
import { routeText } from '@xinglin/shared/prescription/sig';
import { Button, Card, Choices, Field, TextInput } from '../../ui/index.ts';
import { lineFault, type LineDraft } from './transcription.ts';

type Props = {
  line: LineDraft;
  index: number;
  onChange: (line: LineDraft) => void;
  onRemove: () => void;
  /** After the first try to save, what is wrong is said. */
  tried: boolean;
};
const timings = (['any', 'before_meal', 'with_meal', 'after_meal', 'morning', 'bedtime'] as const).map(
  (value) => ({
    value,
    text: doseTimingText[value],
  }),
);
const routes = Object.entries(routeText).map(([value, text]) => ({ value, text }));

/** One line of the paper, in the order a doctor writes it. */
export function LineCard({ line, index, onChange, onRemove, tried }: Props) {
  const { genericName, strength, unit, route, timing } = line;
  const numbers = [
    ['dose', `每次几${unit}`, 'digit'],
    ['timesPerDay', '一日几次', 'number'],
    ['days', '用几天', 'number'],
    ['quantity', `总量几${unit}`, 'number'],
  ] as const;
  const fault = tried ? lineFault(line) : undefined;
  return (
    <Card>
      <View className='transcription-line'>
        <View className='transcription-line__head'>
          <View className='transcription-line__name'>
            {index + 1}. {genericName} {strength}
          </View>
          <Button small kind='text' label={`移除${genericName}`} onTap={onRemove}>
            移除
          </Button>
        </View>
        <View className='transcription-line__numbers'>
          {numbers.map(([key, label, type]) => (
            <View key={key} className='transcription-line__number'>
              <View className='transcription-line__label'>{label}</View>
              <TextInput
                id={`line-${index}-${key}`}
                label={`第 ${index + 1} 种，${label}`}
                placeholder='填数字'
                type={type}
                value={line[key]}
                onChange={(value) => onChange({ ...line, [key]: value.trim() })}
                maxLength={6}
              />
            </View>
          ))}
        </View>
        <Field label='给药途径'>
          <Choices
            options={routes}
            chosen={[route]}
            onChange={([value = route]) => onChange({ ...line, route: value })}
          />
        </Field>
        <Field label='时间' error={fault}>
          <Choices
            options={timings}
            chosen={[timing]}
            onChange={([value = timing]) => onChange({ ...line, timing: value })}
          />
        </Field>
      </View>
    </Card>
  );
}
