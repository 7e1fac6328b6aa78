import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { getStoreParcel, listStoreParcels, type StoreParcel } from '@xinglin/shared/order/store-parcel';
import { readKey } from '../client/use-endpoint.ts';

/** After an act the parcel stands as the server says. */
export function useShown(parcel: StoreParcel, said: string) {
  const reads = useQueryClient();
  const { message } = App.useApp();
  return {
    changes: [listStoreParcels],
    onDone: (changed: StoreParcel) => {
      reads.setQueryData(readKey(getStoreParcel, { id: parcel.id }), changed);
      void message.success(said);
    },
  };
}
