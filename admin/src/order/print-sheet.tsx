import { createPortal } from 'react-dom';
import { dateTimeText, toInstant } from '@xinglin/shared/kernel/time';
import type { StoreParcel } from '@xinglin/shared/order/store-parcel';
import { useMe } from '../client/session.ts';
import { useStoreName } from '../identity/account-menu.tsx';
import { mayPick, sizeText } from './words.ts';

export type PrintKind = 'list' | 'label';

/** What the printer gets in place of the screen: the picking list, or the label of the bag. */
export function PrintSheet({ parcel, kind }: { parcel: StoreParcel; kind: PrintKind }) {
  const store = useStoreName(useMe()) ?? '';
  return createPortal(
    <div className='print-sheet' aria-hidden>
      {kind === 'list' ? <List parcel={parcel} store={store} /> : <Label parcel={parcel} store={store} />}
    </div>,
    document.body,
  );
}

type Props = { parcel: StoreParcel; store: string };

function List({ parcel, store }: Props) {
  // What was scanned is not asked for again on a list printed afterwards.
  const open = mayPick(parcel);
  return (
    <div className='print-list'>
      <div className='print-title'>拣货单{parcel.hasPrescription && '（含处方药）'}</div>
      <div className='print-facts'>
        <span>{store}</span>
        <span>包裹号 {parcel.parcelNo}</span>
        <span>订单号 {parcel.orderNo}</span>
        <span>付款 {parcel.paidAt ? dateTimeText(parcel.paidAt) : '—'}</span>
        <span>打印 {dateTimeText(toInstant(Date.now()))}</span>
        <span>{sizeText(parcel)}</span>
      </div>
      <table>
        <thead>
          <tr>
            <th>药品</th>
            <th>规格</th>
            <th>批号</th>
            <th>有效期至</th>
            <th>数量</th>
            {open && <th>扫码</th>}
            <th>核对</th>
          </tr>
        </thead>
        <tbody>
          {parcel.lines.flatMap((line) =>
            line.picks.map((lot) => (
              <tr key={`${line.id}/${lot.batchId}`}>
                <td>
                  {line.name}
                  {line.class === 'rx' && '【处方药】'}
                </td>
                <td>
                  {line.strength} {line.pack}
                </td>
                <td>{lot.lotNo}</td>
                <td>{lot.expires}</td>
                <td>{lot.quantity}</td>
                {open && <td>{lot.toScan > 0 ? `${lot.toScan} 盒` : '—'}</td>}
                <td>□</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
      <div className='print-signs'>
        <span>拣货人：</span>
        <span>{parcel.hasPrescription ? '调配复核人：' : '复核人：'}</span>
        <span>封签号：{parcel.sealNo ?? ''}</span>
      </div>
    </div>
  );
}

/** Names no drug and no buyer: everybody on the way sees it. */
const Label = ({ parcel, store }: Props) => (
  <div className='print-label'>
    <div>{store}</div>
    <div className='print-no'>{parcel.parcelNo}</div>
    <div>订单号 {parcel.orderNo}</div>
    <div>封签号 {parcel.sealNo ?? '＿＿＿＿＿＿＿＿'}</div>
    <div className='print-mark'>
      {parcel.hasPrescription ? 'Rx · 须当面核对后交付' : '请核对封签完好后签收'}
    </div>
    <div>封签破损请勿签收，请当场联系门店。</div>
  </div>
);
