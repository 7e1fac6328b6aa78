import { App, Button, Card, Form, InputNumber } from 'antd';
import { getFridge, recordFridge } from '@xinglin/shared/store/contract';
import { FRIDGE_RANGE } from '@xinglin/shared/store/rules';
import { useAct } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { celsiusText, fridgeWords } from './words.ts';

/** What somebody read off the display of the fridge, for when the sensor is silent. */
export function ReadingForm() {
  const [form] = Form.useForm<{ celsius: number }>();
  const { message } = App.useApp();
  const recording = useAct(recordFridge, {
    changes: [getFridge],
    onDone: ({ last, state }) => {
      const say = fridgeWords[state].tone === 'good' ? message.success : message.warning;
      void say(`已登记 ${last ? celsiusText(last.celsius) : ''}，现在${fridgeWords[state].title}`);
      form.resetFields();
    },
  });
  return (
    <Card size='small' title={<h2>人工登记温度</h2>}>
      <Form
        form={form}
        layout='inline'
        requiredMark={false}
        onFinish={({ celsius }) => recording.mutate({ celsius })}
      >
        <Form.Item
          name='celsius'
          htmlFor='celsius'
          label='冷藏柜显示的温度'
          extra={`正常是 ${FRIDGE_RANGE.from}–${FRIDGE_RANGE.to}°C；登记后 10 分钟内有效。`}
          rules={[
            { required: true, message: '请填写温度' },
            { type: 'number', min: -40, max: 60, message: '温度应在 −40 到 60°C 之间' },
          ]}
        >
          <InputNumber id='celsius' step={0.1} precision={1} addonAfter='°C' style={{ width: 160 }} />
        </Form.Item>
        <Button id='record-celsius' type='primary' htmlType='submit' loading={recording.isPending}>
          登记
        </Button>
      </Form>
      {recording.isError && <ErrorBlock error={recording.error} />}
    </Card>
  );
}
