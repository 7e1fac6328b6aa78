import { useState } from 'react';
import type { StoreParcel } from '@xinglin/shared/order/store-parcel';
import { scanBox } from '@xinglin/shared/order/operations';
import { problemOf } from '../client/problems.ts';
import { useAct } from '../client/use-endpoint.ts';
import {
  addScan,
  lotKey,
  lotScanned,
  lotsOf,
  nothingPicked,
  removeScan,
  scansOf,
  type Picked,
} from './picking.ts';
import type { Answer } from './scan-field.tsx';

const STOPPED = '服务器没有应答，这一盒还没有记下，请再扫一次';

/** What is in hand so far, and what the last scan was answered. */
export function usePicking(parcel: StoreParcel) {
  const [picked, setPicked] = useState<Picked>(nothingPicked);
  const [answer, setAnswer] = useState<Answer>();
  const asking = useAct(scanBox);
  const lots = lotsOf(parcel.lines);
  const say = (ok: boolean, words: string) => setAnswer({ ok, words });
  const tick = (keys: string[], on: boolean) =>
    setPicked((before) => {
      const rest = [...before.confirmed].filter((key) => !keys.includes(key));
      return { ...before, confirmed: new Set(on ? [...rest, ...keys] : rest) };
    });

  const take = async (code: string) => {
    try {
      const { lineId, batchId, lotNo } = await asking.mutateAsync({ id: parcel.id, code });
      const key = lotKey(lineId, batchId);
      const name = parcel.lines.find(({ id }) => id === lineId)?.name ?? '';
      const wanted = lots.find((lot) => lot.key === key)?.quantity ?? 0;
      setPicked((before) => {
        const after = addScan(lots, before, { code, key });
        if (after === 'enough') say(false, `批号 ${lotNo} 已扫够 ${wanted} 盒，请把这一盒放回货架`);
        if (typeof after === 'string') return before;
        say(true, `${name}，批号 ${lotNo}：已扫 ${scansOf(after, key).length} / ${wanted} 盒`);
        return after;
      });
    } catch (error) {
      say(false, `${problemOf(error).detail || STOPPED}（${code}）`);
    }
  };

  const scan = (text: string) => {
    if (picked.scans.some(({ code }) => code === text)) return say(false, `这一盒已经扫过（${text}）`);
    const lot = lotScanned(lots, picked, text);
    if (lot === 'again') return say(true, `批号 ${text} 已经核对过`);
    if (lot === 'unknown') return void take(text);
    tick([lot.key], true);
    say(true, `批号 ${lot.lotNo} 已核对，取 ${lot.quantity} 件`);
  };

  const undo = (code: string) => {
    setPicked((before) => removeScan(before, code));
    say(true, `已撤销 ${code}`);
  };
  return { picked, answer, lots, tick, scan, undo };
}
