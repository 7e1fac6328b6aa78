import { Descriptions, Drawer, Skeleton } from 'antd';
import { drugClassText, getDrug, type DrugPage, type Leaflet } from '@xinglin/shared/catalogue/contract';
import { price } from '@xinglin/shared/kernel/money';
import { useRead } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';

const storageText: Record<DrugPage['storage'], string> = {
  normal: '常温（10–30 ℃）',
  cool: '阴凉（不超过 20 ℃）',
  refrigerated: '冷藏（2–8 ℃）',
};

const leafletText: Record<keyof Leaflet, string> = {
  indications: '适应症',
  dosageAdult: '成人用法用量',
  dosageChild: '儿童用法用量',
  contraindications: '禁忌',
  precautions: '注意事项',
  adverseReactions: '不良反应',
  interactions: '相互作用',
  pregnancy: '孕妇',
  lactation: '哺乳期',
  driving: '驾驶与操作机器',
  alcohol: '饮酒',
  storage: '贮藏',
  source: '资料来源',
  reviewState: '审核状态',
};

/** The facts of one drug, and its leaflet where the server gives it. */
export function DrugDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const read = useRead(getDrug, { id: id ?? '' }, { enabled: Boolean(id) });
  return (
    <Drawer open={Boolean(id)} onClose={onClose} width={640} title={read.data?.genericName ?? '药品'}>
      {read.isError && <ErrorBlock error={read.error} onRetry={read.refetch} />}
      {read.isPending && <Skeleton active paragraph={{ rows: 10 }} />}
      {read.data && <Facts drug={read.data} />}
    </Drawer>
  );
}

function Facts({ drug }: { drug: DrugPage }) {
  const leaflet = drug.leaflet;
  return (
    // Long leaflets scroll; the keyboard needs something in here to stand on.
    <div tabIndex={0} role='region' aria-label={drug.genericName}>
      <Descriptions
        column={1}
        size='small'
        bordered
        items={[
          { key: 'class', label: '类别', children: drugClassText[drug.class] },
          { key: 'form', label: '规格与包装', children: `${drug.strength} · ${drug.pack}` },
          { key: 'approval', label: '批准文号', children: drug.approvalNo },
          { key: 'code', label: '编码', children: drug.code },
          { key: 'storage', label: '贮存', children: storageText[drug.storage] },
          {
            key: 'ingredients',
            label: '有效成分',
            children: drug.ingredients?.map(({ inn, amount }) => `${inn} ${amount}`).join('、') ?? '不展示',
          },
          {
            key: 'price',
            label: '最低价',
            children: drug.fromFen === null ? '暂无' : `${price(drug.fromFen)} 起`,
          },
        ]}
      />
      <h2 className='drawer-head'>说明书</h2>
      {leaflet ? (
        <Descriptions
          column={1}
          size='small'
          bordered
          items={(Object.keys(leafletText) as (keyof Leaflet)[]).map((part) => ({
            key: part,
            label: leafletText[part],
            children: leaflet[part] || '尚不明确',
          }))}
        />
      ) : (
        <p className='hint'>{drug.notice ?? '这里不展示说明书。'}</p>
      )}
    </div>
  );
}
