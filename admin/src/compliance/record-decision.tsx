import { App, Form, Input, Modal } from 'antd';
import {
  destroyRecord,
  holdRecord,
  liftHold,
  listKeptRecords,
  recordKindText,
  type KeptRecord,
} from '@xinglin/shared/compliance/retention-contract';
import { useAct } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';

export type Decision = { act: 'hold' | 'lift' | 'destroy'; record: KeptRecord };

const ACTS = {
  hold: { endpoint: holdRecord, title: '冻结记录', ok: '冻结', done: '已冻结，到期也不会销毁' },
  lift: { endpoint: liftHold, title: '解除冻结', ok: '解除冻结', done: '已解除冻结' },
  destroy: { endpoint: destroyRecord, title: '销毁记录', ok: '销毁，不能恢复', done: '已销毁，审计记录保留' },
};

/** Asks why; what is destroyed is asked for once more by its number. */
export function RecordDecision({ act, record, onClose }: Decision & { onClose: () => void }) {
  const [form] = Form.useForm<{ reason: string; number?: string }>();
  const { message } = App.useApp();
  const { endpoint, title, ok, done } = ACTS[act];
  const acting = useAct(endpoint, {
    changes: [listKeptRecords],
    onDone: () => {
      void message.success(done);
      onClose();
    },
  });
  return (
    <Modal
      open
      title={`${title}：${recordKindText[record.kind]} ${record.number}`}
      okText={ok}
      okButtonProps={{ id: 'record-confirm', loading: acting.isPending, danger: act === 'destroy' }}
      cancelText='取消'
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout='vertical'
        requiredMark={false}
        onFinish={({ reason }) => acting.mutate({ id: record.id, reason })}
      >
        <Form.Item
          name='reason'
          htmlFor='record-reason'
          label='理由（写明文号或案由）'
          rules={[{ required: true, whitespace: true, min: 4, message: '请写明理由，至少 4 个字' }]}
        >
          <Input.TextArea id='record-reason' autoFocus rows={3} maxLength={200} showCount />
        </Form.Item>
        {act === 'destroy' && (
          <Form.Item
            name='number'
            htmlFor='record-number-again'
            label='再输入一次编号以确认'
            rules={[
              {
                validator: (_, value) =>
                  value === record.number ? Promise.resolve() : Promise.reject(new Error('编号不一致')),
              },
            ]}
          >
            <Input id='record-number-again' autoComplete='off' />
          </Form.Item>
        )}
      </Form>
      {acting.isError && <ErrorBlock error={acting.error} />}
    </Modal>
  );
}
