import { Card } from 'antd';
import type { StoreParcel } from '@xinglin/shared/order/store-parcel';
import { LineName } from './line-name.tsx';
import { LotText } from './lot-text.tsx';

/** The lines of a parcel that is not to be picked (any more). */
export function PickedLines({ parcel }: { parcel: StoreParcel }) {
  return (
    <Card size='small' title={<h2>药品与批号</h2>}>
      <ul className='lines'>
        {parcel.lines.map((line) => (
          <li key={line.id}>
            <LineName line={line} />
            <span className='number'>×{line.quantity - line.shortQuantity}</span>
            <div>
              {line.picks.map((lot) => (
                <LotText key={lot.batchId} {...lot} />
              ))}
              {line.picks.length === 0 && <span className='hint'>没有预留的批号</span>}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
