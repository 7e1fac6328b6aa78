import { Alert } from 'antd';
import { Link } from 'react-router-dom';
import type { StoreParcel } from '@xinglin/shared/order/store-parcel';
import { ToneTag } from '../components/tone-tag.tsx';
import { When } from '../components/when.tsx';

/** Prepared for somebody who pays at the counter. */
export const isToBePaid = ({ paidAt, mode, status }: StoreParcel): boolean =>
  paidAt === null && mode === 'pickup' && ['to_pick', 'picked', 'sealed'].includes(status);

/** When it was paid, or that the counter still has to take the money. */
export const PaidAt = ({ parcel }: { parcel: StoreParcel }) =>
  isToBePaid(parcel) ? <ToneTag tone='waiting'>到店付款，未收</ToneTag> : <When at={parcel.paidAt} />;

/** Goods leave the counter only when the cash lies in the drawer. */
export const PayFirst = () => (
  <Alert
    id='pay-first'
    type='warning'
    showIcon
    message={
      <>
        这个订单到店付款，还没有收款。请先在 <Link to='/cash'>到店付款</Link> 收款，再回来输取货码。
      </>
    }
  />
);
