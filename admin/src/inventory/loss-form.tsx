import { App, Form, Input } from 'antd';
import { listRequests } from '@xinglin/shared/inventory/requests';
import { listTransfers, reportTransferLost, type Transfer } from '@xinglin/shared/inventory/transfer';
import { useAct } from '../client/use-endpoint.ts';
import { FormModal } from '../components/form-modal.tsx';

/** Goods that never arrived: asked for here, written off when a colleague confirms. */
export function LossForm({ transfer, onClose }: { transfer: Transfer; onClose: () => void }) {
  const { message } = App.useApp();
  const asking = useAct(reportTransferLost, {
    changes: [listTransfers, listRequests],
    onDone: () => {
      void message.success('已提交，等另一位同事在「待复核」里确认');
      onClose();
    },
  });
  return (
    <FormModal<{ note: string }>
      title={`核销丢失：${transfer.drugName} ${transfer.lotNo}`}
      okText='提交，等同事复核'
      okId='loss-confirm'
      danger
      act={asking}
      onSend={({ note }) => asking.mutate({ id: transfer.id, note })}
      onClose={onClose}
      above={
        <p className='hint'>
          发往{transfer.otherStore}的 {transfer.quantity}{' '}
          件一直没有收到。同事确认后记为丢失，这些盒子再也不能销售； 确认前对方收货，就不再算丢失。
        </p>
      }
    >
      <Form.Item
        name='note'
        htmlFor='loss-note'
        label='查过什么，怎么认定丢失'
        rules={[{ required: true, whitespace: true, min: 2, message: '请写明怎么认定的' }]}
      >
        <Input.TextArea
          id='loss-note'
          rows={3}
          maxLength={200}
          showCount
          placeholder='如：对方门店和物流都已确认没有收到'
        />
      </Form.Item>
    </FormModal>
  );
}
