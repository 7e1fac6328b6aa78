import { allowed } from '@xinglin/shared/kernel/lifecycle';
import type { DeliveryStatus, RiderTask } from '@xinglin/shared/delivery/contract';
import { deliveryLifecycle } from '@xinglin/shared/delivery/lifecycle';

/** The three things a rider does with a parcel. */
export const steps = ['到店', '取货', '送达'] as const;

/** How many of the three are done. */
export const stepsDone: Record<DeliveryStatus, number> = {
  offered: 0,
  accepted: 0,
  at_store: 1,
  picked_up: 2,
  delivered: 3,
  cancelled: 0,
  returning: 2,
  returned: 3,
  lost: 3,
};

/** What comes next, in the fewest words. */
export function nextStep({ status, ready }: Pick<RiderTask, 'status' | 'ready'>): string {
  if (status === 'accepted') return ready ? '已封签，去药店取货' : '去药店';
  if (status === 'at_store') return ready ? '核对封签号，取货' : '等药店封签';
  if (status === 'returning') return '送回药店，由店员验收';
  return status === 'picked_up' ? '送到门口，核对收货码' : '已结束';
}

export const mayGiveBack = ({ status }: Pick<RiderTask, 'status'>): boolean =>
  allowed(deliveryLifecycle, status).includes('give_back');

/** Seals carry capital letters, digits and dashes; what a camera or a thumb adds is taken off. */
export const asSealNo = (text: string): string =>
  text
    .toUpperCase()
    .replace(/[^A-Z0-9-]/g, '')
    .slice(0, 20);
export const isSealNo = (text: string): boolean => text.length >= 4;

export const asReceiptCode = (text: string): string => text.replace(/\D/g, '').slice(0, 4);
export const isReceiptCode = (text: string): boolean => /^\d{4}$/.test(text);
