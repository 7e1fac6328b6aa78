import { useDidShow } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { makePlan, type Plan } from '@xinglin/shared/pricing/contract';
import { useAct } from '../../client/use-endpoint.ts';
import { priceMoved } from './bill.ts';

type Wish = z.input<(typeof makePlan)['input']>;

/** The plan for a wish: made when the wish changes and when the page is shown again, since an order uses a plan up. */
export function usePlan(wish: Wish | null) {
  const { mutate, data, error, isPending } = useAct(makePlan);
  const [moved, setMoved] = useState<ReturnType<typeof priceMoved>>(null);
  const last = useRef<{ wish: string; plan: Plan }>(undefined);
  const asked = wish && JSON.stringify(wish);

  const make = () => {
    if (!wish || !asked) return;
    mutate(wish, {
      onSuccess: (plan) => {
        const before = last.current?.wish === asked ? last.current.plan.options : [];
        setMoved(priceMoved(before, plan.options));
        last.current = { wish: asked, plan };
      },
    });
  };
  const latest = useRef(make);
  latest.current = make;

  useEffect(() => latest.current(), [asked]);
  const shown = useRef(false);
  useDidShow(() => {
    if (shown.current) latest.current();
    shown.current = true;
  });
  return { plan: data, error, making: isPending, moved, again: make };
}
