import { Tag } from 'antd';
import { ToneTag } from '../components/tone-tag.tsx';
import type { Lot, Scan } from './picking.ts';

/** How many boxes of the lot were scanned, and each of them, to be taken out again. */
export function ScannedBoxes({
  lot,
  scans,
  onUndo,
}: {
  lot: Lot;
  scans: Scan[];
  onUndo: (code: string) => void;
}) {
  const done = scans.length >= lot.toScan;
  return (
    <div className='boxes'>
      <ToneTag tone={done ? 'good' : 'waiting'}>
        已扫 {scans.length} / {lot.toScan} 盒
      </ToneTag>
      {scans.map(({ code }) => (
        <Tag
          key={code}
          className='code'
          closable={{ closeIcon: <span>撤销</span>, 'aria-label': `撤销 ${code}` }}
          onClose={(event) => {
            event.preventDefault();
            onUndo(code);
          }}
        >
          …{code.slice(-8)}
        </Tag>
      ))}
    </div>
  );
}
