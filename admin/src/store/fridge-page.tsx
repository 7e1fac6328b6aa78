import { Alert, Card, Table, type TableProps } from 'antd';
import type { LiveTopic } from '@xinglin/shared/kernel/live';
import { getFridge, type Fridge } from '@xinglin/shared/store/contract';
import { inRange } from '@xinglin/shared/store/rules';
import { useLiveRead } from '../client/live.ts';
import { useRead } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { Page } from '../components/page.tsx';
import { When } from '../components/when.tsx';
import { FridgeAlarms } from './fridge-alarms.tsx';
import { FridgeDevices } from './fridge-devices.tsx';
import { ReadingForm } from './reading-form.tsx';
import { celsiusText, fridgeWords } from './words.ts';

const TOPICS: readonly LiveTopic[] = ['stock'];
/** A new reading within the range rings nobody: it is looked for. */
const LOOK_AGAIN_MS = 30_000;

/** How the medicine fridge stands, what went wrong with it and what was done, and who reports its temperature. */
export function FridgePage() {
  const read = useLiveRead(getFridge, {}, TOPICS);
  useRead(getFridge, {}, { pollMs: LOOK_AGAIN_MS });
  return (
    <Page
      title='冷藏柜'
      intro='冷藏药品要一直在 2–8°C。超温或 10 分钟没有读数时，系统自动停止线上销售，恢复后自动继续。'
    >
      {read.isError ? (
        <ErrorBlock error={read.error} onRetry={read.refetch} />
      ) : read.data ? (
        <Content fridge={read.data} />
      ) : (
        <Card loading />
      )}
    </Page>
  );
}

function Content({ fridge }: { fridge: Fridge }) {
  const { state, last } = fridge;
  const { title, todo, tone } = fridgeWords[state];
  return (
    <>
      <Alert
        id='fridge-state'
        type={tone === 'good' ? 'success' : tone === 'bad' ? 'error' : 'warning'}
        showIcon
        role={tone === 'bad' ? 'alert' : 'status'}
        message={
          <strong>
            {title}
            {last && (
              <>
                ：<span className='number'>{celsiusText(last.celsius)}</span>，<When at={last.at} />
              </>
            )}
          </strong>
        }
        description={todo}
      />
      <FridgeAlarms alarms={fridge.alarms} />
      {state !== 'none' && <ReadingForm />}
      <Card size='small' title={<h2>最近的读数</h2>}>
        <Table
          rowKey={(row) => `${row.at}/${row.device}/${row.celsius}`}
          size='small'
          columns={readingColumns}
          dataSource={fridge.readings}
          pagination={{ pageSize: 8, showSizeChanger: false }}
          locale={{ emptyText: '还没有读数' }}
        />
      </Card>
      <FridgeDevices devices={fridge.devices} />
    </>
  );
}

const readingColumns: TableProps<Fridge['readings'][number]>['columns'] = [
  {
    title: '温度',
    dataIndex: 'celsius',
    render: (_, { celsius }) => (
      <strong className={`number ${inRange(celsius) ? '' : 'wrong'}`}>
        {celsiusText(celsius)}
        {inRange(celsius) ? '' : ' 超温'}
      </strong>
    ),
  },
  { title: '时间', dataIndex: 'at', render: (_, { at }) => <When at={at} /> },
  { title: '来源', dataIndex: 'device', render: (_, { device }) => device ?? '人工登记或已停用的传感器' },
];
