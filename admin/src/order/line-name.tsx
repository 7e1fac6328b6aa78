import { drugClassText } from '@xinglin/shared/catalogue/contract';
import type { StoreParcel } from '@xinglin/shared/order/store-parcel';
import { ToneTag } from '../components/tone-tag.tsx';

/** What a line is: name, strength, pack, and its class. */
export function LineName({ line }: { line: StoreParcel['lines'][number] }) {
  return (
    <div>
      <strong>{line.name}</strong>{' '}
      <ToneTag tone={line.class === 'rx' ? 'active' : 'quiet'}>{drugClassText[line.class]}</ToneTag>
      <div className='hint'>
        {line.strength} · {line.pack}
      </div>
    </div>
  );
}
