import type { ProColumns } from '@ant-design/pro-components';

type Named = { drugName: string; strength: string; pack: string };

/** The drug with strength and pack, first column of every list of stock. */
export const drugColumn = <T extends Named>(): ProColumns<T> => ({
  title: '药品',
  dataIndex: 'drugName',
  fixed: 'left',
  render: (_, { drugName, strength, pack }) => (
    <div>
      <strong>{drugName}</strong>
      <div className='hint'>
        {strength} · {pack}
      </div>
    </div>
  ),
});

export const lotColumn = <T extends { lotNo: string }>(): ProColumns<T> => ({
  title: '批号',
  dataIndex: 'lotNo',
  render: (_, { lotNo }) => <span className='code'>{lotNo}</span>,
});
