import { Alert, App, Button, Card, Form, Input, Popconfirm, Space, Table, Typography } from 'antd';
import { useState } from 'react';
import {
  FRIDGE_CALLBACK,
  addFridgeDevice,
  getFridge,
  removeFridgeDevice,
  type Fridge,
} from '@xinglin/shared/store/contract';
import { useAct } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { When } from '../components/when.tsx';

/** The sensors that may report for this store. The key of a new one is shown once. */
export function FridgeDevices({ devices }: { devices: Fridge['devices'] }) {
  const { message } = App.useApp();
  const [key, setKey] = useState<string>();
  const [form] = Form.useForm<{ label: string }>();
  const adding = useAct(addFridgeDevice, {
    changes: [getFridge],
    onDone: (added) => {
      setKey(added.key);
      form.resetFields();
    },
  });
  const removing = useAct(removeFridgeDevice, {
    changes: [getFridge],
    onDone: () => void message.success('已停用，这个传感器的读数不再接收'),
  });
  return (
    <Card size='small' title={<h2>温度传感器</h2>}>
      <Space direction='vertical' style={{ width: '100%' }}>
        <Table
          rowKey='id'
          size='small'
          pagination={false}
          dataSource={devices}
          locale={{ emptyText: '还没有接入传感器' }}
          columns={[
            { title: '名称', dataIndex: 'label', render: (_, { label }) => <strong>{label}</strong> },
            { title: '接入', dataIndex: 'createdAt', render: (_, { createdAt }) => <When at={createdAt} /> },
            {
              title: '操作',
              key: 'acts',
              width: 120,
              render: (_, { id, label }) => (
                <Popconfirm
                  title={`停用「${label}」？没有别的读数时，冷藏药品 10 分钟后停止线上销售。`}
                  okText='停用'
                  cancelText='不停用'
                  onConfirm={() => removing.mutate({ id })}
                >
                  <Button size='small' danger aria-label={`停用 ${label}`}>
                    停用
                  </Button>
                </Popconfirm>
              ),
            },
          ]}
        />
        <Form form={form} layout='inline' requiredMark={false} onFinish={(values) => adding.mutate(values)}>
          <Form.Item
            name='label'
            htmlFor='device-label'
            label='新传感器的名称'
            rules={[{ required: true, whitespace: true, max: 40, message: '请写 1–40 个字的名称' }]}
          >
            <Input id='device-label' maxLength={40} placeholder='例如：二号冷藏柜' style={{ width: 240 }} />
          </Form.Item>
          <Button id='add-device' htmlType='submit' loading={adding.isPending}>
            接入
          </Button>
        </Form>
        {key && <NewKey value={key} onClose={() => setKey(undefined)} />}
        {[adding, removing].map(
          (act, i) => act.isError && <ErrorBlock key={i === 0 ? 'add' : 'remove'} error={act.error} />,
        )}
      </Space>
    </Card>
  );
}

function NewKey({ value, onClose }: { value: string; onClose: () => void }) {
  return (
    <Alert
      type='warning'
      showIcon
      closable
      onClose={onClose}
      message='请现在把密钥填进传感器，它只显示这一次'
      description={
        <>
          <Typography.Text code copyable>
            {value}
          </Typography.Text>
          <div className='hint'>
            传感器把读数用 POST 发到 {location.origin}
            {FRIDGE_CALLBACK}，密钥放在请求头 x-device-key，内容如 {'{"celsius": 4.5}'}
            。密钥丢了就停用它，再接入一次。
          </div>
        </>
      }
    />
  );
}
