import { Modal, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import type { Batch } from '@xinglin/shared/inventory/contract';
import { listRecalledParcels, recallActionText } from '@xinglin/shared/order/operations';
import { useRead } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { When } from '../components/when.tsx';

const PAGE = 20;

/** Which parcels a recalled lot had got into, and what was done about each. */
export function RecallList({ batch, onClose }: { batch: Batch; onClose: () => void }) {
  const [page, setPage] = useState(1);
  const read = useRead(
    listRecalledParcels,
    { batchId: batch.id, page, pageSize: PAGE },
    { pollMs: 5_000, keepPrevious: true },
  );
  return (
    <Modal
      open
      width={860}
      title={`召回：${batch.drugName} 批号 ${batch.lotNo}`}
      footer={null}
      onCancel={onClose}
    >
      {read.isError && <ErrorBlock error={read.error} onRetry={read.refetch} />}
      {read.data && (
        <p role='status'>
          涉及 {read.data.total} 个包裹共 {read.data.units} 件，其中已送达 {read.data.unitsDelivered}{' '}
          件；店内隔离 {batch.quarantined} 件。
        </p>
      )}
      <Table
        size='small'
        rowKey='parcelId'
        loading={read.isPending}
        dataSource={read.data?.items ?? []}
        pagination={{
          current: page,
          pageSize: PAGE,
          total: read.data?.total ?? 0,
          onChange: setPage,
          showSizeChanger: false,
          hideOnSinglePage: true,
        }}
        locale={{ emptyText: '没有包裹用过这个批号' }}
        columns={[
          {
            title: '包裹号',
            dataIndex: 'parcelNo',
            render: (parcelNo: string, { parcelId }) => <Link to={`/parcels/${parcelId}`}>{parcelNo}</Link>,
          },
          { title: '件数', dataIndex: 'quantity', align: 'right' },
          { title: '处理', dataIndex: 'action', render: (_, { action }) => recallActionText[action] },
          { title: '时间', dataIndex: 'at', render: (_, { at }) => <When at={at} /> },
        ]}
      />
    </Modal>
  );
}
