import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button, Choices, TextInput } from '../../../ui/index.ts';

type Props = {
  id: string;
  common: readonly { value: string; text: string }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  onWrite: (written: string) => void;
  nameOf: (word: string) => string;
  placeholder: string;
};

/** Common words to tap and one's own to write; a tap on a chosen one takes it off. */
export function WordChoices({ id, common, chosen, onChange, onWrite, nameOf, placeholder }: Props) {
  const [written, setWritten] = useState('');
  const own = chosen.filter((word) => !common.some(({ value }) => value === word));
  const add = () => {
    if (written.trim() === '') return;
    onWrite(written);
    setWritten('');
  };
  return (
    <>
      <Choices
        many
        options={[...common, ...own.map((value) => ({ value, text: nameOf(value) }))]}
        chosen={chosen}
        onChange={onChange}
      />
      <View className='record-write'>
        <View className='record-write__input'>
          <TextInput
            id={`${id}-own`}
            label={placeholder}
            placeholder={placeholder}
            value={written}
            onChange={setWritten}
            maxLength={60}
            onConfirm={add}
          />
        </View>
        <Button id={`${id}-add`} kind='plain' disabled={written.trim() === ''} onTap={add}>
          添加
        </Button>
      </View>
    </>
  );
}
