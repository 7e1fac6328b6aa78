import { App, Descriptions, Form, Input, Modal, Radio } from 'antd';
import {
  getBalances,
  listMoneyCases,
  listReconciliations,
  resolveMoneyCase,
  type MoneyCase,
  type Resolution,
} from '@xinglin/shared/payment/desk';
import { useAct } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { caseText, moneyText, resolutionText } from './words.ts';

/** Asks what is done about a case and why; it is done at once and stands in the audit. */
export function ResolveCase({ found, onClose }: { found: MoneyCase; onClose: () => void }) {
  const [form] = Form.useForm<{ resolution: Resolution; reason: string }>();
  const { message } = App.useApp();
  const acting = useAct(resolveMoneyCase, {
    changes: [listMoneyCases, listReconciliations, getBalances],
    onDone: () => {
      void message.success('已处理，并记入审计');
      onClose();
    },
  });
  const { id, kind, subject, askedFen, foundFen, resolutions } = found;
  return (
    <Modal
      open
      title={caseText[kind]}
      okText='确认处理'
      okButtonProps={{ id: 'case-confirm', loading: acting.isPending }}
      cancelText='取消'
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Descriptions
        size='small'
        column={1}
        items={[
          { key: 'no', label: '单号', children: <span className='code'>{subject}</span> },
          { key: 'asked', label: '应为', children: moneyText(askedFen) },
          { key: 'found', label: '实为', children: moneyText(foundFen) },
        ]}
      />
      <Form
        form={form}
        layout='vertical'
        requiredMark={false}
        initialValues={{ resolution: resolutions[0], reason: '' }}
        onFinish={(decided) => acting.mutate({ id, ...decided })}
      >
        <Form.Item name='resolution' label='怎么处理'>
          <Radio.Group
            options={resolutions.map((value) => ({
              value,
              label: `${resolutionText[value].name}：${resolutionText[value].what}`,
            }))}
          />
        </Form.Item>
        <Form.Item
          name='reason'
          label='依据'
          htmlFor='case-reason'
          rules={[{ required: true, whitespace: true, min: 4, message: '请写明依据，至少 4 个字' }]}
        >
          <Input.TextArea
            id='case-reason'
            maxLength={200}
            showCount
            rows={3}
            placeholder='如：已与银行核对，回单 0042'
          />
        </Form.Item>
      </Form>
      {acting.isError && <ErrorBlock error={acting.error} />}
    </Modal>
  );
}
