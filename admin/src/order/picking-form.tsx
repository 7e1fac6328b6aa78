import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Checkbox } from 'antd';
import {
  getStoreParcel,
  listStoreParcels,
  pickParcel,
  type StoreParcel,
} from '@xinglin/shared/order/store-parcel';
import { readKey, useAct } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { LineName } from './line-name.tsx';
import { LotText } from './lot-text.tsx';
import { allDone, isDone, needsTick, picksFrom, scansOf, type Lot, type Picked } from './picking.ts';
import { ScanField } from './scan-field.tsx';
import { ScannedBoxes } from './scanned-boxes.tsx';
import { ShortButton } from './short-form.tsx';
import { usePicking } from './use-picking.ts';

/** Every box with a code is scanned, old stock is confirmed by lot; then the picking can be finished. */
export function PickingForm({ parcel }: { parcel: StoreParcel }) {
  const reads = useQueryClient();
  const { message } = App.useApp();
  const { picked, answer, lots, tick, scan, undo } = usePicking(parcel);
  const picking = useAct(pickParcel, {
    changes: [listStoreParcels],
    onDone: (done) => {
      reads.setQueryData(readKey(getStoreParcel, { id: parcel.id }), done);
      void message.success(done.dispensing ? '拣货完成，请另一位店员复核' : '拣货完成，请封签');
    },
  });
  const open = lots.filter((lot) => !isDone(lot, picked)).length;
  const waiting = parcel.openShortages > 0;
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
      <ScanField answer={answer} onScan={scan} />
      <ul className='lines'>
        {parcel.lines.map((line) => (
          <PickLine
            key={line.id}
            {...{ parcel, line, picked, tick, undo }}
            lots={lots.filter(({ lineId }) => lineId === line.id)}
          />
        ))}
      </ul>
      {picking.isError && <ErrorBlock error={picking.error} />}
      <div className='form-end'>
        <span className='hint'>
          {waiting
            ? '有缺货或被召回的药品，正在等顾客选择；最多等 10 分钟。'
            : open > 0
              ? `还有 ${open} 个批号没有核对`
              : '全部核对完毕；完成后库存立即出库。'}
        </span>
        <Button
          id='pick-done'
          type='primary'
          size='large'
          disabled={waiting || !allDone(lots, picked)}
          loading={picking.isPending}
          onClick={() => picking.mutate({ id: parcel.id, picks: picksFrom(lots, picked) })}
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
  lots: Lot[];
  picked: Picked;
  tick: (keys: string[], on: boolean) => void;
  undo: (code: string) => void;
};

function PickLine({ parcel, line, lots, picked, tick, undo }: LineProps) {
  const left = line.quantity - line.shortQuantity;
  const byTick = lots.filter(needsTick).map(({ key }) => key);
  const ticked = byTick.filter((key) => picked.confirmed.has(key)).length;
  const all = lots.length > 0 && lots.every((lot) => isDone(lot, picked));
  return (
    <li className={all ? 'line-done' : undefined}>
      <LineName line={line} />
      <span className='number'>×{left}</span>
      <div>
        {lots.map((lot) => (
          <div key={lot.key}>
            <LotText {...lot} />
            {lot.toScan > 0 && <ScannedBoxes lot={lot} scans={scansOf(picked, lot.key)} onUndo={undo} />}
          </div>
        ))}
      </div>
      <div className='pick-acts'>
        {byTick.length > 0 && (
          <Checkbox
            id={`pick-confirm-${line.id}`}
            disabled={parcel.openShortages > 0}
            checked={ticked === byTick.length}
            indeterminate={ticked > 0 && ticked < byTick.length}
            onChange={({ target }) => tick(byTick, target.checked)}
          >
            批号与数量相符<span className='unseen'>：{line.name}</span>
          </Checkbox>
        )}
        {left > 0 && lots.length > 0 && <ShortButton parcel={parcel} line={line} />}
      </div>
    </li>
  );
}
