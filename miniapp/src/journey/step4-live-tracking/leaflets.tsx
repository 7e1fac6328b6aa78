import { View } from '@tarojs/components';
import { useState } from 'react';
import type { Leaflet } from '@xinglin/shared/catalogue/contract';
import type { Output } from '@xinglin/shared/kernel/endpoint';
import type { Order } from '@xinglin/shared/order/contract';
import { keptLines } from '@xinglin/shared/order/kept';
import type { getTrackingScreen } from '@xinglin/shared/screens/patient';
import { isOpen } from '../../orders/order-state.ts';
import { Card, Icon, Notice, SectionTitle, Tap } from '../../ui/index.ts';

type Screen = Output<typeof getTrackingScreen>;
type Part = Exclude<keyof Leaflet, 'source' | 'reviewState'>;

/** What may harm comes first. */
const parts: { part: Part; title: string }[] = [
  { part: 'contraindications', title: '禁忌' },
  { part: 'precautions', title: '注意事项' },
  { part: 'dosageAdult', title: '用法用量（成人）' },
  { part: 'dosageChild', title: '用法用量（儿童）' },
  { part: 'interactions', title: '与其他药同用' },
  { part: 'alcohol', title: '饮酒' },
  { part: 'driving', title: '驾驶与机械操作' },
  { part: 'pregnancy', title: '孕期' },
  { part: 'lactation', title: '哺乳期' },
  { part: 'adverseReactions', title: '不良反应' },
  { part: 'indications', title: '适应症' },
  { part: 'storage', title: '贮藏' },
];

/** The leaflets of what is on its way, warnings for this person first; before a rider has it, when they will come. */
export function Leaflets({ leaflets, order }: { leaflets: Screen['leaflets']; order: Order }) {
  if (leaflets.available && leaflets.data.length === 0 && order.status !== 'paid') return null;
  if (!isOpen(order) && order.status !== 'completed') return null;
  // Of what was given back nothing is to be taken.
  if (order.status === 'completed' && keptLines(order).length === 0) return null;
  return (
    <>
      <SectionTitle>用药前请先看</SectionTitle>
      {!leaflets.available && <Notice>说明书暂时打不开：{leaflets.reason}。请以药盒内的说明书为准。</Notice>}
      {leaflets.available && leaflets.data.length === 0 && (
        <Notice tone='info'>
          {order.mode === 'pickup' ? '药配好后' : '骑手接单后'}，这里会出现说明书、禁忌和针对您的提醒。
        </Notice>
      )}
      {leaflets.available && leaflets.data.map((each) => <LeafletCard key={each.drugId} {...each} />)}
    </>
  );
}

type Props = { name: string; leaflet: Leaflet; warnings: string[] };

function LeafletCard({ name, leaflet, warnings }: Props) {
  const [open, setOpen] = useState<readonly Part[]>(['contraindications']);
  const turn = (part: Part) =>
    setOpen(open.includes(part) ? open.filter((each) => each !== part) : [...open, part]);
  return (
    <Card className='tracking-leaflet'>
      <View className='tracking-leaflet__name'>{name}</View>
      {warnings.length > 0 && (
        <Notice tone='danger'>
          {warnings.map((warning) => (
            <View key={warning} className='tracking-leaflet__warning'>
              <Icon name='warning' size='small' />
              <View className='tracking-leaflet__words'>{warning}</View>
            </View>
          ))}
        </Notice>
      )}
      {parts
        .filter(({ part }) => leaflet[part])
        .map(({ part, title }) => (
          <View key={part} className='tracking-leaflet__part'>
            <Tap
              className='tracking-leaflet__title'
              label={`${title}，${open.includes(part) ? '收起' : '展开'}`}
              onTap={() => turn(part)}
            >
              <View className='tracking-leaflet__words'>{title}</View>
              <View
                className={`tracking-leaflet__arrow ${open.includes(part) ? 'tracking-leaflet__arrow--up' : ''}`}
              >
                <Icon name='down' size='small' />
              </View>
            </Tap>
            {open.includes(part) && <View className='tracking-leaflet__text'>{leaflet[part]}</View>}
          </View>
        ))}
      <View className='tracking-leaflet__source'>
        来源：{leaflet.source}
        {leaflet.reviewState === 'unreviewed' && '（尚未经药师复核）'}。请以药盒内的说明书为准。
      </View>
    </Card>
  );
}
