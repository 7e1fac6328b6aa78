import { BarcodeOutlined } from '@ant-design/icons';
import { Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';

export type Answer = { ok: boolean; words: string };

/** A field for the scanner: each number, ended by Enter, is taken at once, and the field is free for the next. */
export function ScanField({
  answer,
  onScan,
}: {
  answer: Answer | undefined;
  onScan: (text: string) => void;
}) {
  const field = useRef<InputRef>(null);
  const [text, setText] = useState('');
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  const take = () => {
    const scanned = text.trim();
    setText('');
    if (scanned) onScan(scanned);
  };
  const wrong = answer?.ok === false;
  return (
    <div className='scan'>
      <label className='field' htmlFor='scan'>
        <span>扫药盒上的追溯码</span>
        <Input
          id='scan'
          ref={field}
          autoComplete='off'
          maxLength={40}
          onChange={({ target }) => setText(target.value)}
          onPressEnter={take}
          placeholder='逐盒扫码；没有追溯码的老库存输入批号，按回车'
          prefix={<BarcodeOutlined aria-hidden />}
          status={wrong ? 'error' : undefined}
          style={{ width: 400 }}
          value={text}
        />
      </label>
      <span id='scan-answer' role={wrong ? 'alert' : 'status'} className={wrong ? 'wrong' : 'right'}>
        {answer?.words}
      </span>
    </div>
  );
}
