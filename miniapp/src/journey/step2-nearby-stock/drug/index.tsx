import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { getDrug, type DrugPage, type Leaflet, type StorageClass } from '@xinglin/shared/catalogue/contract';
import { useRead } from '../../../client/use-endpoint.ts';
import { asItem } from '../../../find/basket-rules.ts';
import { BasketBar } from '../../../find/basket-bar.tsx';
import { DrugHead } from '../../../find/drug-head.tsx';
import { Quantity } from '../../../find/quantity.tsx';
import { RxNotice } from '../../../find/rx-notice.tsx';
import { Card, Notice, PageShell, Price, QueryView, Row, Rows, SectionTitle } from '../../../ui/index.ts';
import './index.scss';

const storageText: Record<StorageClass, string> = {
  normal: '常温（10–30℃）',
  cool: '阴凉处（不超过 20℃）',
  refrigerated: '冷藏（2–8℃）',
};

type Part = Exclude<keyof Leaflet, 'source' | 'reviewState'>;
const parts: [Part, string][] = [
  ['indications', '适应症 / 功能主治'],
  ['dosageAdult', '成人用法用量'],
  ['dosageChild', '儿童用法用量'],
  ['contraindications', '禁忌'],
  ['precautions', '注意事项'],
  ['adverseReactions', '不良反应'],
  ['interactions', '药物相互作用'],
  ['pregnancy', '孕妇用药'],
  ['lactation', '哺乳期用药'],
  ['driving', '驾驶与操作机器'],
  ['alcohol', '饮酒'],
  ['storage', '贮藏'],
];

/** One drug: what may be told of it, and the way to buy it. */
export default function DrugDetailPage() {
  const { id = '' } = useRouter<{ id: string }>().params;
  const drug = useRead(getDrug, { id });
  return (
    <PageShell title='药品详情' onRefresh={drug.refetch} footer={<BasketBar />}>
      <QueryView query={drug}>{(it) => <Detail drug={it} />}</QueryView>
    </PageShell>
  );
}

function Detail({ drug }: { drug: DrugPage }) {
  return (
    <>
      <Card>
        <DrugHead drug={drug} size='large' />
        <Buy drug={drug} />
      </Card>
      {drug.class === 'rx' && <RxNotice notice={drug.notice} purchasable={drug.purchasable} />}
      {drug.class !== 'rx' && !drug.purchasable && drug.notice && <Notice>{drug.notice}</Notice>}
      <Rows>
        <Row title='批准文号' value={drug.approvalNo} />
        <Row title='贮藏条件' value={storageText[drug.storage]} />
        {drug.ingredients && drug.ingredients.length > 0 && (
          <Row
            title='成分（国际通用名）'
            note={drug.ingredients.map(({ inn, amount }) => `${inn} ${amount}`.trim()).join('、')}
          />
        )}
      </Rows>
      {drug.leaflet && <LeafletCard leaflet={drug.leaflet} />}
    </>
  );
}

function Buy({ drug }: { drug: DrugPage }) {
  if (drug.class === 'rx' || !drug.purchasable) return null;
  return (
    <View className='drug-buy'>
      {drug.fromFen === null ? (
        <View className='drug-buy__none'>附近门店暂时无货</View>
      ) : (
        <View className='drug-buy__price'>
          <Price fen={drug.fromFen} size='large' />
          <View className='drug-buy__from'>起</View>
        </View>
      )}
      <Quantity id='add-to-basket' drug={asItem(drug)} />
    </View>
  );
}

function LeafletCard({ leaflet }: { leaflet: Leaflet }) {
  return (
    <>
      <SectionTitle>药品说明</SectionTitle>
      <Card className='drug-leaflet'>
        {parts
          .filter(([part]) => leaflet[part].trim() !== '')
          .map(([part, title]) => (
            <View key={part} className='drug-leaflet__part'>
              <View
                className={`drug-leaflet__title ${part === 'contraindications' ? 'drug-leaflet__title--stop' : ''}`}
              >
                {title}
              </View>
              <View className='drug-leaflet__text'>{leaflet[part]}</View>
            </View>
          ))}
        <View className='drug-leaflet__source'>资料来源：{leaflet.source}</View>
      </Card>
      <Notice tone='info'>
        请仔细阅读包装内的说明书并按说明使用，或在药师指导下购买和使用。以上内容与包装内说明书不一致时，以说明书为准。
      </Notice>
    </>
  );
}
