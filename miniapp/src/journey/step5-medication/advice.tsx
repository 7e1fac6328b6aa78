import { View } from '@tarojs/components';
import type { Output } from '@xinglin/shared/kernel/endpoint';
import { distanceText } from '@xinglin/shared/kernel/geo';
import type { followUp } from '@xinglin/shared/medication/contract';
import { go } from '../../client/navigate.ts';
import { phoneCall } from '../../device/phone-call.ts';
import { Button, Card, Icon, Notice, Row, Rows, SectionTitle, Tag } from '../../ui/index.ts';

type Outcome = Output<typeof followUp>;
type Clinic = Outcome['advice']['clinics'][number];

const tone = { none: 'success', watch: 'info', see_doctor: 'warning', emergency: 'danger' } as const;
const testText: Record<string, string> = {
  blood_count: '血常规',
  crp: 'C反应蛋白',
  liver_function: '肝功能',
  kidney_function: '肾功能',
  glucose: '血糖',
  lipids: '血脂',
  inr: '凝血（INR）',
  thyroid: '甲状腺功能',
  urine: '尿常规',
};

/** What to do after a follow-up. In an emergency there is the telephone and nothing else. */
export function Advice({
  advice: { urgency, text, clinics },
  pointsEarned,
}: Pick<Outcome, 'advice' | 'pointsEarned'>) {
  return (
    <>
      <Notice tone={tone[urgency]}>
        <View className='advice__text'>{text}</View>
      </Notice>
      {urgency === 'emergency' ? (
        <Button id='call-120' block kind='danger' onTap={() => phoneCall('120')}>
          拨打 120
        </Button>
      ) : (
        <>
          {clinics.length > 0 && <SectionTitle>附近可以检查的机构</SectionTitle>}
          {clinics.map((clinic) => (
            <ClinicCard key={clinic.name} clinic={clinic} />
          ))}
          {pointsEarned > 0 && (
            <Rows>
              <Row
                icon='gift'
                title={`获得 ${pointsEarned} 积分`}
                note='可兑换体检券、优惠券'
                onTap={() => go('/journey/step7-rewards/index')}
              />
            </Rows>
          )}
        </>
      )}
    </>
  );
}

function ClinicCard({
  clinic: { name, address, phone, distanceM, tests, paidPlacement },
}: {
  clinic: Clinic;
}) {
  const known = tests.map((test) => testText[test]).filter((text) => text !== undefined);
  return (
    <Card className='clinic'>
      <View className='clinic__head'>
        <View className='clinic__name'>{name}</View>
        {paidPlacement && <Tag tone='neutral'>广告</Tag>}
      </View>
      <View className='plan__note'>
        {address}
        {distanceM !== null && `，距您 ${distanceText(distanceM)}`}
      </View>
      {known.length > 0 && <View className='plan__note'>可做：{known.join('、')}</View>}
      <Button kind='plain' small label={`致电${name}`} onTap={() => phoneCall(phone)}>
        <Icon name='phone' size='small' />
        {phone}
      </Button>
    </Card>
  );
}
