import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Checkbox } from 'antd';
import { useState } from 'react';
import {
  getStoreParcel,
  listStoreParcels,
  pickParcel,
  type StoreParcel,
} from '@xinglin/shared/order/contract';
import { readKey, useAct } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { ShortButton } from './after-pick.tsx';
import { LineName } from './line-name.tsx';
import { LotText } from './lot-text.tsx';
import { allConfirmed, lotKey, lotsOf, picksFrom } from './picking.ts';
import { ScanLot } from './scan-lot.tsx';

/** Every lot is confirmed in hand, by a tick or by its scanned number; then the picking can be finished. */
export function PickingForm({ parcel }: { parcel: StoreParcel }) {
  const reads = useQueryClient();
  const { message } = App.useApp();
  const [confirmed, setConfirmed] = useState<ReadonlySet<string>>(new Set());
  const lots = lotsOf(parcel.lines);
  const picking = useAct(pickParcel, {
    changes: [listStoreParcels],
    onDone: (picked) => {
      reads.setQueryData(readKey(getStoreParcel, { id: parcel.id }), picked);
      void message.success('拣货完成，请封签');
    },
  });
  const tick = (keys: string[], on: boolean) =>
    setConfirmed(
      (before) => new Set(on ? [...before, ...keys] : [...before].filter((key) => !keys.includes(key))),
    );
  const open = lots.filter(({ key }) => !confirmed.has(key)).length;
  return (
    <Card
      size='small'
      title={<h2>拣货单</h2>}
      extra={
        <span role='status'>
          已核对 {lots.length - open} / {lots.length} 个批号
        </span>
      }
    >
      <ScanLot lots={lots} confirmed={confirmed} onLot={(key) => tick([key], true)} />
      <ul className='lines'>
        {parcel.lines.map((line) => (
          <PickLine key={line.id} parcel={parcel} line={line} confirmed={confirmed} tick={tick} />
        ))}
      </ul>
      {picking.isError && <ErrorBlock error={picking.error} />}
      <div className='form-end'>
        <span className='hint'>
          {parcel.openShortages > 0
            ? '已报缺货，正在等顾客选择；最多等 10 分钟。'
            : open > 0
              ? `还有 ${open} 个批号没有核对`
              : '全部核对完毕；完成后库存立即出库。'}
        </span>
        <Button
          id='pick-done'
          type='primary'
          size='large'
          disabled={parcel.openShortages > 0 || !allConfirmed(lots, confirmed)}
          loading={picking.isPending}
          onClick={() => picking.mutate({ id: parcel.id, picks: picksFrom(lots, confirmed) })}
        >
          完成拣货
        </Button>
      </div>
    </Card>
  );
}

type LineProps = {
  parcel: StoreParcel;
  line: StoreParcel['lines'][number];
  confirmed: ReadonlySet<string>;
  tick: (keys: string[], on: boolean) => void;
};

function PickLine({ parcel, line, confirmed, tick }: LineProps) {
  const left = line.quantity - line.shortQuantity;
  const keys = line.picks.map(({ batchId }) => lotKey(line.id, batchId));
  const done = keys.filter((key) => confirmed.has(key)).length;
  const all = keys.length > 0 && done === keys.length;
  return (
    <li className={all ? 'line-done' : undefined}>
      <LineName line={line} />
      <span className='number'>×{left}</span>
      <div>
        {line.picks.map((lot) => (
          <LotText key={lot.batchId} {...lot} />
        ))}
      </div>
      <Checkbox
        id={`pick-confirm-${line.id}`}
        checked={all}
        indeterminate={done > 0 && !all}
        disabled={keys.length === 0}
        onChange={({ target }) => tick(keys, target.checked)}
      >
        批号与数量相符<span className='unseen'>：{line.name}</span>
      </Checkbox>
      {left > 0 && <ShortButton key={left} parcel={parcel} lineId={line.id} left={left} />}
    </li>
  );
}
