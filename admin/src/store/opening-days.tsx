import { App, Button, Card, Descriptions, Popconfirm, Table, type TableProps } from 'antd';
import { shanghaiDate } from '@xinglin/shared/kernel/time';
import { listStoreDays, removeStoreDay, type StoreDay } from '@xinglin/shared/store/contract';
import { hoursOn } from '@xinglin/shared/store/rules';
import { useAct, useRead } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { Page } from '../components/page.tsx';
import { DayForm } from './day-form.tsx';
import { dayText, hoursText, weekdaysText } from './words.ts';

/** Days on which the store keeps other hours, or none. Patients see it at once. */
export function OpeningDays() {
  const read = useRead(listStoreDays, {});
  return (
    <Page
      title='营业时间'
      intro='平常的时间由总部登记；这里只写「和平常不一样」的日子。保存后，小程序立刻按新的时间显示和接单。'
    >
      {read.isError ? (
        <ErrorBlock error={read.error} onRetry={read.refetch} />
      ) : (
        <>
          <Usual usual={read.data?.usual} items={read.data?.items ?? []} />
          <DayForm />
          <Card size='small' title={<h2>特殊的日子</h2>}>
            <Days items={read.data?.items ?? []} loading={read.isPending} />
          </Card>
        </>
      )}
    </Page>
  );
}

type Usual = { opens: string; closes: string; closedWeekdays: number[] };

function Usual({ usual, items }: { usual: Usual | undefined; items: StoreDay[] }) {
  if (!usual) return <Card size='small' loading />;
  const exceptions = Object.fromEntries(
    items.map(({ day, opens, closes }) => [
      day,
      opens === null || closes === null ? null : { opens, closes },
    ]),
  );
  const today = hoursOn({ ...usual, exceptions }, shanghaiDate(Date.now()));
  return (
    <Card size='small'>
      <Descriptions
        size='small'
        column={3}
        items={[
          { key: 'usual', label: '平常', children: hoursText(usual) },
          {
            key: 'off',
            label: '每周休息',
            children: usual.closedWeekdays.length > 0 ? weekdaysText(usual.closedWeekdays) : '无',
          },
          {
            key: 'today',
            label: '今天',
            children: <strong>{hoursText(today ?? { opens: null, closes: null })}</strong>,
          },
        ]}
      />
    </Card>
  );
}

function Days({ items, loading }: { items: StoreDay[]; loading: boolean }) {
  const { message } = App.useApp();
  const removing = useAct(removeStoreDay, {
    changes: [listStoreDays],
    onDone: () => void message.success('已恢复平常的营业时间'),
  });
  const columns: TableProps<StoreDay>['columns'] = [
    { title: '日子', dataIndex: 'day', render: (_, { day }) => <strong>{dayText(day)}</strong> },
    { title: '营业时间', key: 'hours', render: (_, day) => hoursText(day) },
    {
      title: '操作',
      key: 'acts',
      width: 180,
      render: (_, { day }) => (
        <Popconfirm
          title={`${dayText(day)}改回平常的营业时间？`}
          okText='改回平常'
          cancelText='不改'
          onConfirm={() => removing.mutate({ day })}
        >
          <Button size='small' id={`remove-${day}`} loading={removing.isPending}>
            改回平常
          </Button>
        </Popconfirm>
      ),
    },
  ];
  return (
    <>
      <Table
        rowKey='day'
        size='small'
        columns={columns}
        dataSource={items}
        loading={loading}
        pagination={false}
        locale={{ emptyText: '没有特殊的日子，每天都按平常的时间营业' }}
      />
      {removing.isError && <ErrorBlock error={removing.error} />}
    </>
  );
}
