import { View } from '@tarojs/components';
import { useState } from 'react';
import { getHealthRecord, recordObservation } from '@xinglin/shared/health-record/contract';
import { problemOf } from '../../client/problem-of.ts';
import { useAct } from '../../client/use-endpoint.ts';
import { Button, Field, Notice, Segmented, Sheet, TextInput, toast } from '../../ui/index.ts';
import { measured, measures, type Kind } from './measures.ts';

type Props = { onClose: () => void; onUrgent: (text: string | null) => void };
const kinds = (Object.keys(measures) as Kind[]).map((value) => ({ value, text: measures[value].name }));

/** One value measured just now. */
export function MeasureSheet({ onClose, onUrgent }: Props) {
  const [kind, setKind] = useState<Kind>('blood_pressure');
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [tried, setTried] = useState(false);
  const record = useAct(recordObservation, {
    changes: [getHealthRecord],
    onDone: ({ urgent }) => {
      onUrgent(urgent);
      onClose();
      if (!urgent) toast('已记录');
    },
  });
  const reading = measured(kind, first, second);
  const choose = (next: Kind) => {
    setKind(next);
    setFirst('');
    setSecond('');
    setTried(false);
  };
  const save = () => {
    setTried(true);
    if (!('fault' in reading)) record.mutate({ kind, ...reading });
  };
  const { name, unit, example } = measures[kind];
  return (
    <Sheet
      open
      onClose={onClose}
      title='记录测量'
      footer={
        <Button id='save-measure' block loading={record.isPending} onTap={save}>
          保存
        </Button>
      }
    >
      <Segmented label='测什么' options={kinds} value={kind} onChange={choose} />
      <Field
        label={kind === 'blood_pressure' ? '高压 / 低压（mmHg）' : `${name}（${unit}）`}
        error={tried && 'fault' in reading ? reading.fault : undefined}
      >
        <View className='measure'>
          <TextInput
            id='measure-first'
            type='digit'
            label={kind === 'blood_pressure' ? '高压' : name}
            placeholder={`例如 ${example}`}
            value={first}
            onChange={setFirst}
            maxLength={6}
          />
          {kind === 'blood_pressure' && (
            <TextInput
              id='measure-second'
              type='digit'
              label='低压'
              placeholder='例如 80'
              value={second}
              onChange={setSecond}
              maxLength={6}
            />
          )}
        </View>
      </Field>
      {record.error && <Notice tone='danger'>{problemOf(record.error).detail}</Notice>}
    </Sheet>
  );
}
