import { Descriptions } from 'antd';
import type { Batch } from '@xinglin/shared/inventory/contract';

/** Which lot this is about, and how much of it there is. */
export const BatchFacts = ({ batch, label, figures }: { batch: Batch; label: string; figures: string }) => (
  <Descriptions
    size='small'
    column={1}
    items={[
      { key: 'drug', label: '药品', children: `${batch.drugName} ${batch.strength} ${batch.pack}` },
      { key: 'lot', label: '批号', children: `${batch.lotNo}，有效期至 ${batch.expires}` },
      { key: 'figures', label, children: figures },
    ]}
  />
);
