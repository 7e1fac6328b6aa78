import { Form, Input } from 'antd';

/** Codes as a scanner types them: one a line; what is empty does not count. */
export const codesIn = (text: string | undefined): string[] =>
  (text ?? '')
    .split(/[\s,，;；]+/)
    .map((each) => each.trim())
    .filter(Boolean);

/** A field for scanned trace codes; it says how many it holds. */
export function CodeField({ name, label, hint }: { name: string; label: string; hint: string }) {
  const text = Form.useWatch<string | undefined>(name);
  const count = codesIn(text).length;
  return (
    <Form.Item
      name={name}
      htmlFor={`${name}-field`}
      label={`${label}（已扫 ${count} 盒）`}
      extra={hint}
      rules={[
        {
          validator: async (_, value: string | undefined) => {
            const codes = codesIn(value);
            if (new Set(codes).size !== codes.length) throw new Error('有重复的追溯码，请核对');
          },
        },
      ]}
    >
      <Input.TextArea id={`${name}-field`} rows={3} className='code' autoComplete='off' />
    </Form.Item>
  );
}
