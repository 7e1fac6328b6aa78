import { View } from '@tarojs/components';
import { CHECK_ITEMS, type CheckItem, type Finding } from '@xinglin/shared/prescription/review-contract';
import { Button, Field, Icon, SectionTitle, Tap, TextInput } from '../../ui/index.ts';
import { needsReason } from '../queue-rules.ts';

type Props = {
  checked: CheckItem[];
  onCheck: (checked: CheckItem[]) => void;
  note: string;
  onNote: (note: string) => void;
  findings: readonly Finding[];
};

/**
 * The seven things the law wants looked at. It stands below the lines of the prescription, so the one tap for all seven
 * is reached only by way of them.
 */
export function Checklist({ checked, onCheck, note, onNote, findings }: Props) {
  const all = checked.length === CHECK_ITEMS.length;
  const toggle = (item: CheckItem) =>
    onCheck(checked.includes(item) ? checked.filter((one) => one !== item) : [...checked, item]);
  const reason = needsReason(findings);
  return (
    <>
      <SectionTitle note={`${checked.length}/${CHECK_ITEMS.length}`}>七项核对</SectionTitle>
      <View className='checklist'>
        {CHECK_ITEMS.map(([item, text]) => {
          const on = checked.includes(item);
          return (
            <Tap
              key={item}
              id={`check-${item}`}
              className='checklist__row'
              role='switch'
              checked={on}
              onTap={() => toggle(item)}
            >
              <View className={`checklist__box ${on ? 'checklist__box--on' : ''}`}>
                {on && <Icon name='check' size='small' />}
              </View>
              <View className='checklist__text'>{text}</View>
            </Tap>
          );
        })}
      </View>
      <Button
        id='check-all'
        block
        kind='plain'
        disabled={all}
        onTap={() => onCheck(CHECK_ITEMS.map(([item]) => item))}
      >
        {all ? '七项已核对' : '以上七项均已核对'}
      </Button>
      <Field
        label={reason ? '通过的理由' : '备注'}
        hint={
          reason
            ? '系统提示了需要停下的问题，要通过须写明理由，会随处方存档，患者也会看到'
            : '可不写；患者会看到'
        }
        required={reason}
      >
        <TextInput
          id='approve-note'
          label={reason ? '通过的理由' : '备注'}
          value={note}
          onChange={onNote}
          maxLength={200}
          multiline
        />
      </Field>
    </>
  );
}
