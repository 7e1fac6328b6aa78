import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useEffect, useState } from 'react';

const PAUSE_MS = 350;

type Props = {
  id: string;
  label: string;
  placeholder: string;
  value: string | undefined;
  onSearch: (text: string | undefined) => void;
  maxLength?: number;
  width?: number;
  /** The one box of the page that `/` jumps to. */
  main?: boolean;
};

/** A search field that asks after a short pause in typing, at once on Enter. */
export function SearchBox({
  id,
  label,
  placeholder,
  value,
  onSearch,
  maxLength = 40,
  width = 220,
  main,
}: Props) {
  const [text, setText] = useState(value ?? '');
  const [asked, setAsked] = useState(value);
  // The address changed by another way than typing here (back, reset): show what it says.
  if (asked !== value) {
    setAsked(value);
    setText(value ?? '');
  }
  const ask = (next: string) => {
    const wanted = next.trim() || undefined;
    if (wanted === value) return;
    setAsked(wanted);
    onSearch(wanted);
  };
  useEffect(() => {
    const timer = setTimeout(() => ask(text), PAUSE_MS);
    return () => clearTimeout(timer);
    // Only typing starts the pause; `ask` is new on every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [text]);
  return (
    <label className='field' htmlFor={id}>
      <span>{label}</span>
      <Input
        id={id}
        allowClear
        autoComplete='off'
        data-main-search={main ? '' : undefined}
        maxLength={maxLength}
        onChange={({ target }) => setText(target.value)}
        onPressEnter={() => ask(text)}
        placeholder={main ? `${placeholder}（按 / 聚焦）` : placeholder}
        prefix={<SearchOutlined aria-hidden />}
        style={{ width }}
        value={text}
      />
    </label>
  );
}
