import { BarcodeOutlined } from '@ant-design/icons';
import { Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { orderProblem } from '@xinglin/shared/order/contract';
import { lotScanned, type Lot } from './picking.ts';

type Props = { lots: Lot[]; confirmed: ReadonlySet<string>; onLot: (key: string) => void };

/** A field for the scanner: each number, ended by Enter, confirms the lot that bears it. */
export function ScanLot({ lots, confirmed, onLot }: Props) {
  const field = useRef<InputRef>(null);
  const [text, setText] = useState('');
  const [answer, setAnswer] = useState<{ ok: boolean; words: string }>();
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  const take = () => {
    const scanned = text.trim();
    if (!scanned) return;
    setText('');
    const lot = lotScanned(lots, confirmed, scanned);
    if (lot === 'again') setAnswer({ ok: true, words: `批号 ${scanned} 已经核对过` });
    else if (lot === 'unknown')
      setAnswer({ ok: false, words: `${scanned}：${orderProblem('PICK_DOES_NOT_MATCH').detail}` });
    else {
      onLot(lot.key);
      setAnswer({ ok: true, words: `批号 ${lot.lotNo} 已核对，取 ${lot.quantity} 件` });
    }
  };
  return (
    <div className='scan'>
      <label className='field' htmlFor='scan-lot'>
        <span>扫描或输入批号</span>
        <Input
          id='scan-lot'
          ref={field}
          autoComplete='off'
          maxLength={40}
          onChange={({ target }) => setText(target.value)}
          onPressEnter={take}
          placeholder='扫码后自动核对；手工输入后按回车'
          prefix={<BarcodeOutlined aria-hidden />}
          status={answer && !answer.ok ? 'error' : undefined}
          style={{ width: 320 }}
          value={text}
        />
      </label>
      <span
        id='scan-answer'
        role={answer?.ok === false ? 'alert' : 'status'}
        className={answer?.ok === false ? 'wrong' : 'right'}
      >
        {answer?.words}
      </span>
    </div>
  );
}
