import { useState } from 'react';
import { handOverReviews } from '@xinglin/shared/prescription/desk-contract';
import { listReviewQueue } from '@xinglin/shared/prescription/review-contract';
import { useAct } from '../client/use-endpoint.ts';
import { Row, toast } from '../ui/index.ts';
import { WordsSheet } from './review/words-sheet.tsx';

const NOTES = ['已电话联系医生，等回复', '患者还没有回答问题', '还没有开始看'];

/** At the end of a shift everything in my hands goes back, with words for who comes after me. */
export function HandOver({ held }: { held: number }) {
  const [open, setOpen] = useState(false);
  const handOver = useAct(handOverReviews, { changes: [listReviewQueue] });
  const send = async (note: string) => {
    const { released } = await handOver.mutateAsync({ note });
    setOpen(false);
    toast(`已交班，放回 ${released} 张`);
  };
  return (
    <>
      <Row
        id='hand-over'
        icon='share'
        title='交班'
        note={held > 0 ? `放回我在审的 ${held} 张，并留话` : '您手里没有处方'}
        onTap={() => (held > 0 ? setOpen(true) : toast('您手里没有处方，不需要交班'))}
      />
      {open && (
        <WordsSheet
          title='交班'
          label='给接班药师的话'
          presets={NOTES}
          send={`放回 ${held} 张并交班`}
          pending={handOver.isPending}
          onSend={send}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
