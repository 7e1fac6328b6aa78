import { Card, Empty, Skeleton, Statistic } from 'antd';
import { getBalances } from '@xinglin/shared/payment/desk';
import { useRead } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { accountText, moneyText } from './words.ts';

/** Every account, recomputed from the journal; debit positive, so that together they are zero. */
export function Balances() {
  const read = useRead(getBalances, {});
  if (read.isError) return <ErrorBlock error={read.error} onRetry={read.refetch} />;
  if (!read.data) return <Skeleton active paragraph={{ rows: 2 }} />;
  const { accounts } = read.data;
  const sum = accounts.reduce((total, { balanceFen }) => total + balanceFen, 0);
  return (
    <Card
      size='small'
      title='账户余额（借方为正）'
      extra={sum === 0 ? '借贷平衡' : `不平：${moneyText(sum)}`}
    >
      {accounts.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description='还没有任何收付款' />}
      <div className='filters'>
        {accounts.map(({ account, balanceFen }) => (
          <Statistic
            key={account}
            title={accountText[account] ?? account}
            value={moneyText(balanceFen)}
            valueStyle={{ fontSize: 18 }}
            style={{ minWidth: 140 }}
          />
        ))}
      </div>
    </Card>
  );
}
