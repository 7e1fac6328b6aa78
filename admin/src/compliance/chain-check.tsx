import { Alert, Button } from 'antd';
import { useState } from 'react';
import { chainFaultText, verifyAuditChain } from '@xinglin/shared/compliance/contract';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import { useRead } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';

/** Recomputes the whole chain when asked to, and says by number what is not as it was written. */
export function ChainCheck() {
  const [asked, setAsked] = useState(false);
  const read = useRead(verifyAuditChain, {}, { enabled: asked });
  const check = () => (asked ? void read.refetch() : setAsked(true));
  const chain = read.data;
  return (
    <section aria-label='审计链核验' className='chain-check'>
      {read.isError && <ErrorBlock error={read.error} onRetry={read.refetch} />}
      {chain && !read.isError && (
        <Alert
          showIcon
          role='status'
          type={chain.faultCount === 0 ? 'success' : 'error'}
          message={
            chain.faultCount === 0
              ? `${chain.entries} 条记录逐条复算，与写入时一致`
              : `发现 ${chain.faultCount} 处不一致，请立即保全数据库并上报`
          }
          description={
            <>
              {chain.faults.map(({ seq, kind }) => (
                <div key={`${seq}/${kind}`}>{chainFaultText(seq, kind)}</div>
              ))}
              <span className='hint'>
                核验于 {dateTimeText(chain.checkedAt)}，比对了 {chain.anchors} 个留存的锚点
              </span>
            </>
          }
        />
      )}
      <Button id='verify-chain' loading={read.isFetching} onClick={check}>
        {chain ? '重新核验' : '核验审计链'}
      </Button>
    </section>
  );
}
