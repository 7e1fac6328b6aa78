import { App, Form, Input } from 'antd';
import {
  destroyRecord,
  holdRecord,
  liftHold,
  listKeptRecords,
  recordKindText,
  type KeptRecord,
} from '@xinglin/shared/compliance/retention-contract';
import { useAct } from '../client/use-endpoint.ts';
import { FormModal } from '../components/form-modal.tsx';
import { ReasonField } from './reason-field.tsx';

export type Decision = { act: 'hold' | 'lift' | 'destroy'; record: KeptRecord };

const ACTS = {
  hold: { endpoint: holdRecord, title: '冻结记录', ok: '冻结', done: '已冻结，到期也不会销毁' },
  lift: { endpoint: liftHold, title: '解除冻结', ok: '解除冻结', done: '已解除冻结' },
  destroy: { endpoint: destroyRecord, title: '销毁记录', ok: '销毁，不能恢复', done: '已销毁，审计记录保留' },
};

/** Asks why; what is destroyed is asked for once more by its number. */
export function RecordDecision({ act, record, onClose }: Decision & { onClose: () => void }) {
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
    <FormModal<{ reason: string; number?: string }>
      title={`${title}：${recordKindText[record.kind]} ${record.number}`}
      okText={ok}
      okId='record-confirm'
      danger={act === 'destroy'}
      act={acting}
      onSend={({ reason }) => acting.mutate({ id: record.id, reason })}
      onClose={onClose}
    >
      <ReasonField id='record-reason' label='理由（写明文号或案由）' />
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
    </FormModal>
  );
}
