import { Form, Input } from 'antd';

/** Why: the sentence every act of an officer about kept records and stuck tasks is written down with. */
export const ReasonField = ({ id, label }: { id: string; label: string }) => (
  <Form.Item
    name='reason'
    htmlFor={id}
    label={label}
    rules={[{ required: true, whitespace: true, min: 4, message: '请写明理由，至少 4 个字' }]}
  >
    <Input.TextArea id={id} autoFocus rows={3} maxLength={200} showCount />
  </Form.Item>
);
