import { Button, Card, Input, Space } from 'antd';
import { useState } from 'react';
import { decideParcelLoss, reportParcelLost } from '@xinglin/shared/order/operations';
import { RETURN_OVERDUE_DAYS, type StoreParcel } from '@xinglin/shared/order/store-parcel';
import { useAct } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { useShown } from './use-shown.ts';

/** A parcel that should have come back days ago: one person says it is lost, a colleague agrees, then the buyer is paid. */
export function ParcelLoss({ parcel }: { parcel: StoreParcel }) {
  const { id, lossAsked } = parcel;
  const asking = useAct(reportParcelLost, useShown(parcel, '已提交，请另一位同事打开本页确认'));
  const closing = useAct(decideParcelLoss, useShown(parcel, '已按丢失结案，应退的款项正在退回'));
  const takingBack = useAct(decideParcelLoss, useShown(parcel, '已撤回，继续等包裹回来'));
  const [note, setNote] = useState('');
  const error = asking.error ?? closing.error ?? takingBack.error;
  return (
    <Card size='small' title={<h2>超过 {RETURN_OVERDUE_DAYS} 天没有回来</h2>}>
      {lossAsked ? (
        <Space wrap>
          <span role='status'>
            {lossAsked === 'me'
              ? '您已申请按丢失结案，请另一位同事用自己的账号打开本页确认。'
              : '同事申请按丢失结案。确认后应退的款项退给顾客，药品从账上核销，不能恢复。'}
          </span>
          {lossAsked === 'colleague' && (
            <Button
              id='loss-agree'
              type='primary'
              danger
              loading={closing.isPending}
              onClick={() => closing.mutate({ id, decision: 'confirm' })}
            >
              确认丢失并退款
            </Button>
          )}
          <Button
            id='loss-refuse'
            loading={takingBack.isPending}
            onClick={() => takingBack.mutate({ id, decision: 'refuse' })}
          >
            {lossAsked === 'me' ? '撤回申请' : '不是丢失，撤回'}
          </Button>
        </Space>
      ) : (
        <Space wrap>
          <span>先联系骑手和顾客。确实找不回来，可以按丢失结案。</span>
          <Input
            id='loss-note'
            aria-label='怎么认定丢失'
            placeholder='查过什么，怎么认定丢失'
            maxLength={200}
            style={{ width: 320 }}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
          <Button
            id='loss-ask'
            danger
            disabled={note.trim().length < 2}
            loading={asking.isPending}
            onClick={() => asking.mutate({ id, note: note.trim() })}
          >
            申请按丢失结案
          </Button>
        </Space>
      )}
      {error && <ErrorBlock error={error} />}
    </Card>
  );
}
