import { Alert, App, Form, InputNumber, Select } from 'antd';
import { listBatches, type Batch } from '@xinglin/shared/inventory/contract';
import { listTransferStores, listTransfers, shipTransfer } from '@xinglin/shared/inventory/transfer';
import { addDays, shanghaiDate } from '@xinglin/shared/kernel/time';
import { useAct, useRead } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { FormModal } from '../components/form-modal.tsx';
import { mustChoose } from '../components/must-choose.ts';
import { CelsiusField } from './celsius-field.tsx';
import { CodeField, codesIn } from './code-field.tsx';

type Fields = { toStoreId: string; quantity: number; codes?: string; celsius?: number | null };

/** Sends part of a batch to another store. */
export function ShipForm({ batch, onClose }: { batch: Batch; onClose: () => void }) {
  const { message } = App.useApp();
  const stores = useRead(listTransferStores, {});
  const cold = batch.storage === 'refrigerated';
  const most = batch.onHand - batch.reserved - batch.quarantined;
  const shipping = useAct(shipTransfer, {
    changes: [listBatches, listTransfers],
    onDone: ({ otherStore }) => {
      void message.success(`已出库，等 ${otherStore} 收货`);
      onClose();
    },
  });
  return (
    <FormModal<Fields>
      title={`调拨：${batch.drugName} ${batch.lotNo}`}
      okText='确认出库'
      okId='ship-confirm'
      act={shipping}
      start={{ quantity: 1 }}
      onSend={({ toStoreId, quantity, codes, celsius }) =>
        shipping.mutate({
          batchId: batch.id,
          toStoreId,
          quantity,
          codes: codesIn(codes),
          celsius: celsius ?? null,
        })
      }
      onClose={onClose}
      above={
        <>
          {batch.expires < addDays(shanghaiDate(Date.now()), 90) && (
            <Alert
              type='warning'
              showIcon
              message={`有效期至 ${batch.expires}，不足 90 天，请先与对方说好。`}
            />
          )}
          {stores.isError && <ErrorBlock error={stores.error} onRetry={stores.refetch} />}
        </>
      }
    >
      <Form.Item name='toStoreId' htmlFor='ship-store' label='调往' rules={mustChoose('请选择门店')}>
        <Select
          id='ship-store'
          showSearch
          optionFilterProp='label'
          loading={stores.isPending}
          placeholder='选择门店'
          options={(stores.data?.items ?? []).map(({ id, name, coldChain }) => ({
            value: id,
            label: cold && !coldChain ? `${name}（没有冷藏条件）` : name,
            disabled: cold && !coldChain,
          }))}
        />
      </Form.Item>
      <Form.Item
        name='quantity'
        htmlFor='ship-quantity'
        label={`数量（最多 ${most}）`}
        rules={[{ required: true, type: 'integer', min: 1, max: most, message: `应为 1 到 ${most} 的整数` }]}
      >
        <InputNumber id='ship-quantity' min={1} max={most} precision={0} />
      </Form.Item>
      {cold && (
        <CelsiusField
          id='ship-celsius'
          label='冷链箱温度（°C）'
          extra='只能用 2–8 °C 的冷链箱调拨。'
          needed='冷藏药品请填写出库时的箱内温度'
        />
      )}
      <CodeField name='codes' label='追溯码' hint='有追溯码的逐盒扫码，随货登记到对方门店。' />
    </FormModal>
  );
}
