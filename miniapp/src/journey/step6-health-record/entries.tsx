import { View } from '@tarojs/components';
import { useState } from 'react';
import { getHealthRecord, hideEntry, type RecordEntry } from '@xinglin/shared/health-record/contract';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import { useAct } from '../../client/use-endpoint.ts';
import { Button, Empty, Icon, SectionTitle, toast, type IconName } from '../../ui/index.ts';

const icons: Record<RecordEntry['kind'], IconName> = {
  triage: 'stethoscope',
  dispense: 'pill',
  prescription: 'prescription',
  plan: 'calendar',
  dose: 'check',
  follow_up: 'chat',
  observation: 'chart',
};
const FIRST = 20;

/** What happened, newest first; hidden ones only when asked for. */
export function Entries({ entries }: { entries: readonly RecordEntry[] }) {
  const [showHidden, setShowHidden] = useState(false);
  const [many, setMany] = useState(FIRST);
  const hidden = entries.filter((entry) => entry.hidden).length;
  const shown = entries.filter((entry) => showHidden || !entry.hidden);
  return (
    <>
      <SectionTitle
        {...(hidden > 0 && {
          action: showHidden ? '收起已隐藏' : `已隐藏 ${hidden} 条`,
          onAction: () => setShowHidden(!showHidden),
        })}
      >
        健康时间线
      </SectionTitle>
      {entries.length === 0 && (
        <Empty icon='record' title='还没有记录' text='测量、自查、处方和购药会自动记在这里，您随时可以隐藏' />
      )}
      {shown.length > 0 && (
        <View className='record-entries'>
          {shown.slice(0, many).map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </View>
      )}
      {shown.length > many && (
        <Button id='more-entries' kind='text' onTap={() => setMany(many + FIRST)}>
          查看更早的记录
        </Button>
      )}
    </>
  );
}

function Entry({ entry: { id, kind, at, title, detail, hidden } }: { entry: RecordEntry }) {
  const hide = useAct(hideEntry, { changes: [getHealthRecord] });
  const turn = async () => {
    await hide.mutateAsync({ id, hidden: !hidden });
    toast(hidden ? '已恢复显示' : '已隐藏，可以随时恢复');
  };
  return (
    <View className={`record-entry ${hidden ? 'record-entry--hidden' : ''}`} id={`entry-${id}`}>
      <View className='record-entry__icon'>
        <Icon name={icons[kind]} size='small' />
      </View>
      <View className='record-entry__words'>
        <View className='record-entry__title'>{title}</View>
        <View className='record-entry__detail'>{detail}</View>
        <View className='record-entry__at'>{dateTimeText(at)}</View>
      </View>
      <Button
        id={`hide-${id}`}
        small
        kind='text'
        loading={hide.isPending}
        label={`${hidden ? '恢复显示' : '隐藏'} ${title}`}
        onTap={turn}
      >
        {hidden ? '恢复' : '隐藏'}
      </Button>
    </View>
  );
}
