import { InputNumber } from 'antd';

type Props = { id: string; value?: number; onChange?: (yuan: number | null) => void; autoFocus?: boolean };

/** An amount in yuan with two decimals; money is fen everywhere else. */
export function YuanField({ id, ...rest }: Props) {
  return (
    <InputNumber
      id={id}
      min={0}
      max={100_000}
      precision={2}
      step={0.1}
      prefix='¥'
      style={{ width: 160 }}
      {...rest}
    />
  );
}
