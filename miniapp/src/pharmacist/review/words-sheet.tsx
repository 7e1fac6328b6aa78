import { useState } from 'react';
import { Button, Choices, Field, Sheet, TextInput } from '../../ui/index.ts';

const SHORTEST = 2;
type Props = {
  title: string;
  label: string;
  /** Usual words, one tap away; they may be changed before sending. */
  presets: readonly string[];
  send: string;
  pending: boolean;
  onSend: (words: string) => unknown;
  onClose: () => void;
};

/** A few words to be sent: usual ones to choose from, or one's own. */
export function WordsSheet({ title, label, presets, send, pending, onSend, onClose }: Props) {
  const [words, setWords] = useState('');
  return (
    <Sheet
      open
      onClose={onClose}
      title={title}
      footer={
        <Button
          id='send-words'
          block
          loading={pending}
          disabled={words.trim().length < SHORTEST}
          onTap={() => onSend(words.trim())}
        >
          {send}
        </Button>
      }
    >
      <Choices
        layout='rows'
        options={presets.map((value) => ({ value, text: value }))}
        chosen={presets.includes(words) ? [words] : []}
        onChange={([chosen]) => setWords(chosen ?? '')}
      />
      <Field label={label} hint='可以直接改写' required>
        <TextInput id='words' label={label} value={words} onChange={setWords} maxLength={200} multiline />
      </Field>
    </Sheet>
  );
}
