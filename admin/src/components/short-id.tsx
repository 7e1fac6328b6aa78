import { Typography } from 'antd';

/** An id cut to its last eight characters; the copy button gives the whole of it. */
export function ShortId({ id }: { id: string }) {
  const shown = id.length > 14 ? `…${id.slice(-8)}` : id;
  return (
    <Typography.Text className='code' title={id} copyable={{ text: id, tooltips: ['复制', '已复制'] }}>
      {shown}
    </Typography.Text>
  );
}
