import { useRef, useState } from 'react';
import { startPayment, type PayMethod } from '@xinglin/shared/payment/contract';
import { settings } from '../../client/settings.ts';
import { useAct } from '../../client/use-endpoint.ts';
import { pay, payPage } from '../../device/pay.ts';

/** What the device says; no proof of anything. `promised`: the counter will take the cash. */
export type Answer = 'paid' | 'cancelled' | 'left' | 'promised';
export type Paying = ReturnType<typeof usePaying>;

/** The chosen method, and the tap that opens its cashier. */
export function usePaying(orderId: string, onStarted: () => void, usual: PayMethod) {
  const start = useAct(startPayment);
  const [chosen, choose] = useState<PayMethod>();
  const method = chosen ?? usual;
  const [answer, setAnswer] = useState<Answer>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const open = async (): Promise<Answer> => {
    const { params, payUrl } = await start.mutateAsync({ orderId, method });
    onStarted();
    if (payUrl && payPage) return payPage(payUrl);
    return params ? pay(params, await settings()) : 'promised';
  };
  // Two taps may come before the button is seen to be busy.
  const running = useRef(false);
  const begin = async () => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setError(undefined);
    setAnswer(undefined);
    try {
      setAnswer(await open());
    } catch (failure) {
      setError(failure);
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { begin, answer, busy, error, method, choose };
}
