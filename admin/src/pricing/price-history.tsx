import { Button, Drawer, Popconfirm, Table } from 'antd';
import { yuan } from '@xinglin/shared/kernel/money';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import {
  getPriceHistory,
  listStorePrices,
  withdrawStorePrice,
  type PriceHistoryRow,
  type StorePrice,
} from '@xinglin/shared/pricing/desk';
import { useAct, useRead } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { endOf, historyText } from './words.ts';

/** Every price there ever was for this drug at this store, and those to come. */
export function PriceHistory({ of, onClose }: { of: StorePrice; onClose: () => void }) {
  const history = useRead(getPriceHistory, { drugId: of.drugId });
  const rows = history.data?.rows ?? [];
  const withdraw = useAct(withdrawStorePrice, { changes: [getPriceHistory, listStorePrices] });
  return (
    <Drawer open size='large' title={`价格历史：${of.name} ${of.strength} ${of.pack}`} onClose={onClose}>
      {history.isError && <ErrorBlock error={history.error} onRetry={history.refetch} />}
      {withdraw.isError && <ErrorBlock error={withdraw.error} />}
      <Table<PriceHistoryRow>
        rowKey='id'
        loading={history.isPending}
        dataSource={rows}
        pagination={false}
        columns={[
          { title: '价格（元）', dataIndex: 'priceFen', align: 'right', render: (fen: number) => yuan(fen) },
          { title: '从', dataIndex: 'validFrom', render: (at: string) => dateTimeText(at) },
          {
            title: '到',
            dataIndex: 'validUntil',
            render: (_, row) => {
              const at = endOf(row, rows);
              return at === null ? <span className='hint'>—</span> : dateTimeText(at);
            },
          },
          {
            title: '状态',
            dataIndex: 'state',
            render: (state: PriceHistoryRow['state']) => historyText[state],
          },
          {
            title: '操作',
            key: 'acts',
            render: (_, { id, state }) =>
              state === 'future' && (
                <Popconfirm
                  title='撤回这个还没生效的价格？'
                  okText='撤回'
                  cancelText='取消'
                  onConfirm={() => withdraw.mutate({ drugId: of.drugId, offerId: id })}
                >
                  <Button size='small' loading={withdraw.isPending}>
                    撤回
                  </Button>
                </Popconfirm>
              ),
          },
        ]}
      />
    </Drawer>
  );
}
