import { Select } from 'antd';
import { useState } from 'react';
import { searchDrugs, type DrugCard } from '@xinglin/shared/catalogue/contract';
import { useRead } from '../client/use-endpoint.ts';

type Props = { id: string; value?: string; onChange?: (id: string, drug: DrugCard | undefined) => void };

/** One drug of the catalogue, found by name, pinyin or code as one types. */
export function DrugSelect({ id, value, onChange }: Props) {
  const [q, setQ] = useState('');
  const read = useRead(searchDrugs, { q, limit: 20 }, { keepPrevious: true });
  const found = read.data?.items ?? [];
  return (
    <Select
      id={id}
      showSearch
      filterOption={false}
      value={value}
      loading={read.isFetching}
      placeholder='输入药名或拼音查找'
      notFoundContent={read.isError ? '查找失败，请重试' : '没有找到'}
      onSearch={setQ}
      onChange={(next: string) =>
        onChange?.(
          next,
          found.find((each) => each.id === next),
        )
      }
      options={found.map((drug) => ({
        value: drug.id,
        label: `${drug.genericName} ${drug.strength} ${drug.pack}（${drug.code}）`,
      }))}
    />
  );
}
