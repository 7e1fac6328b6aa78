import { allowed } from '@xinglin/shared/kernel/lifecycle';
import { dateTimeText, shanghaiTime } from '@xinglin/shared/kernel/time';
import { parcelStatusText, type ParcelStatus } from '@xinglin/shared/order/contract';
import type { StoreParcel } from '@xinglin/shared/order/store-parcel';
import { parcelLifecycle } from '@xinglin/shared/order/lifecycle';
import { fulfilmentModeText } from '@xinglin/shared/pricing/contract';
import type { Tone } from '../components/tone-tag.tsx';

export const parcelTone: Record<ParcelStatus, Tone> = {
  waiting: 'quiet',
  to_pick: 'waiting',
  picked: 'active',
  sealed: 'brand',
  on_the_way: 'active',
  delivered: 'good',
  cancelled: 'quiet',
  scheduled: 'quiet',
  returning: 'waiting',
  returned: 'quiet',
  lost: 'bad',
};

/** What is collected is not brought. */
export const statusText = ({ status, mode }: Pick<StoreParcel, 'status' | 'mode'>): string =>
  mode === 'pickup' && status === 'sealed'
    ? '待顾客来取'
    : mode === 'pickup' && status === 'delivered'
      ? '已取走'
      : status === 'sealed'
        ? '已封签'
        : parcelStatusText[status];

export const mayPick = ({ status }: StoreParcel): boolean =>
  allowed(parcelLifecycle, status).includes('pick');
export const maySeal = ({ status }: StoreParcel): boolean =>
  allowed(parcelLifecycle, status).includes('seal');

/** While it lies in the store and is not on its way back to the shelf. */
export const mayCancel = ({ status }: StoreParcel): boolean =>
  allowed(parcelLifecycle, status, 'store_staff').includes('cancel');
/** Prescription drugs are not sealed before a second person has checked them. */
export const mustCheck = (parcel: StoreParcel): boolean =>
  maySeal(parcel) && parcel.dispensing?.checkedAt === null;

/** `2 种 3 件`. */
export const sizeText = ({ lines }: StoreParcel): string =>
  `${lines.length} 种 ${lines.reduce((sum, { quantity, shortQuantity }) => sum + quantity - shortQuantity, 0)} 件`;

/** The same sum before and after the money came. */
export const sumName = ({ paidAt }: Pick<StoreParcel, 'paidAt'>): string =>
  paidAt === null ? '应付' : '实付';

/** How it leaves the store and, when an hour was booked, for which. */
export const modeText = ({ mode, slot }: Pick<StoreParcel, 'mode' | 'slot'>): string =>
  slot
    ? `${fulfilmentModeText[mode]}，${dateTimeText(slot.from)}–${shanghaiTime(slot.to)}`
    : fulfilmentModeText[mode];
