import { Empty, Modal, Spin, Typography } from 'antd';
import { listTraceCodes, type Batch } from '@xinglin/shared/inventory/contract';
import { useRead } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';

/** The boxes of a batch on the shelf, to find one by its code. */
export function TraceCodes({ batch, onClose }: { batch: Batch; onClose: () => void }) {
  const read = useRead(listTraceCodes, { id: batch.id });
  return (
    <Modal open title={`在库的追溯码：${batch.drugName} ${batch.lotNo}`} footer={null} onCancel={onClose}>
      {read.isPending && <Spin />}
      {read.isError && <ErrorBlock error={read.error} onRetry={read.refetch} />}
      {read.data?.total === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description='这个批号没有登记追溯码（无码）' />
      )}
      {read.data && read.data.total > 0 && (
        <>
          <p className='hint'>
            在库 {batch.onHand} 件，其中 {read.data.total} 盒有追溯码
            {read.data.total > read.data.codes.length && `，先列出 ${read.data.codes.length} 盒`}。
          </p>
          <ul className='code-list'>
            {read.data.codes.map((code) => (
              <li key={code}>
                <Typography.Text className='code' copyable={{ text: code, tooltips: ['复制', '已复制'] }}>
                  {code}
                </Typography.Text>
              </li>
            ))}
          </ul>
        </>
      )}
    </Modal>
  );
}
