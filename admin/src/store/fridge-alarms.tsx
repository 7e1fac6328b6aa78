import { App, Button, Card, Form, Input, Modal, Table, type TableProps } from 'antd';
import { useState } from 'react';
import { getFridge, handleFridgeAlarm, type FridgeAlarm } from '@xinglin/shared/store/contract';
import { useAct } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { ToneTag } from '../components/tone-tag.tsx';
import { When } from '../components/when.tsx';
import { alarmWords, celsiusText } from './words.ts';

/** Each time out of range, the newest first; what was done about it is written down once. */
export function FridgeAlarms({ alarms }: { alarms: FridgeAlarm[] }) {
  const [handling, setHandling] = useState<FridgeAlarm>();
  return (
    <Card size='small' title={<h2>超温记录</h2>}>
      <Table
        rowKey='id'
        size='small'
        columns={columns(setHandling)}
        dataSource={alarms}
        pagination={{ pageSize: 5, hideOnSinglePage: true }}
        locale={{ emptyText: '没有超温记录' }}
      />
      {handling && <HandleAlarm alarm={handling} onClose={() => setHandling(undefined)} />}
    </Card>
  );
}

const columns = (handle: (alarm: FridgeAlarm) => void): TableProps<FridgeAlarm>['columns'] => [
  {
    title: '状态',
    key: 'state',
    render: (_, alarm) => {
      const { text, tone } = alarmWords(alarm);
      return <ToneTag tone={tone}>{text}</ToneTag>;
    },
  },
  { title: '开始', dataIndex: 'startedAt', render: (_, { startedAt }) => <When at={startedAt} /> },
  {
    title: '恢复',
    dataIndex: 'endedAt',
    render: (_, { endedAt }) => (endedAt ? <When at={endedAt} /> : <span className='wrong'>还没有恢复</span>),
  },
  {
    title: '最严重时',
    dataIndex: 'worstCelsius',
    render: (_, { worstCelsius }) => <span className='number'>{celsiusText(worstCelsius)}</span>,
  },
  {
    title: '处置措施',
    dataIndex: 'action',
    render: (_, alarm) =>
      alarm.action ?? (
        <Button size='small' type='primary' id={`handle-${alarm.id}`} onClick={() => handle(alarm)}>
          登记处置
        </Button>
      ),
  },
];

function HandleAlarm({ alarm, onClose }: { alarm: FridgeAlarm; onClose: () => void }) {
  const [form] = Form.useForm<{ action: string }>();
  const { message } = App.useApp();
  const acting = useAct(handleFridgeAlarm, {
    changes: [getFridge],
    onDone: () => {
      void message.success('已登记处置措施');
      onClose();
    },
  });
  return (
    <Modal
      open
      title='登记超温处置'
      okText='登记，之后不能修改'
      okButtonProps={{ id: 'handle-confirm', loading: acting.isPending }}
      cancelText='取消'
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>
        最严重时 <strong className='number'>{celsiusText(alarm.worstCelsius)}</strong>，开始于{' '}
        <When at={alarm.startedAt} />。
      </p>
      <Form
        form={form}
        layout='vertical'
        requiredMark={false}
        onFinish={({ action }) => acting.mutate({ id: alarm.id, action })}
      >
        <Form.Item
          name='action'
          htmlFor='alarm-action'
          label='做了什么'
          extra='例如：药品已移到二号冷藏柜并隔离待判定；已通知工程部维修。'
          rules={[
            { required: true, whitespace: true, message: '请写明做了什么' },
            { min: 4, max: 200, message: '请写 4–200 个字' },
          ]}
        >
          <Input.TextArea id='alarm-action' autoFocus rows={3} maxLength={200} showCount />
        </Form.Item>
      </Form>
      {acting.isError && <ErrorBlock error={acting.error} />}
    </Modal>
  );
}
