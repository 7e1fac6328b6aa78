import { Form, InputNumber } from 'antd';

/** What the thermometer of the cold box shows. */
export const CelsiusField = ({
  id,
  label,
  extra,
  needed,
}: Record<'id' | 'label' | 'extra' | 'needed', string>) => (
  <Form.Item
    name='celsius'
    htmlFor={id}
    label={label}
    extra={extra}
    rules={[{ required: true, message: needed }]}
  >
    <InputNumber id={id} step={0.1} min={-40} max={60} />
  </Form.Item>
);
