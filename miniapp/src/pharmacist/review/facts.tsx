import { View } from '@tarojs/components';
import { conditionText } from '@xinglin/shared/health-record/contract';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import type { Review } from '@xinglin/shared/prescription/review-contract';
import { Card, Notice } from '../../ui/index.ts';
import { medicineName } from '../../journey/step6-health-record/common-medicines.ts';
import { personText } from '@xinglin/shared/prescription/sig';

/** Who it is for: the diagnoses of the doctor, and what the patient lets a pharmacist see. */
export function Facts({ review }: { review: Review }) {
  const { patientName, institution, prescriber, diagnoses, issuedAt, validUntil, patientFacts, status } =
    review;
  return (
    <Card>
      <View className='review-facts'>
        <View className='review-facts__name'>
          {patientName} <View className='review-facts__person'>{personText(review)}</View>
        </View>
        <View className='review-facts__diagnosis'>
          诊断：
          {diagnoses.map(({ name, code }) => (code ? `${name}（${code}）` : name)).join('、') || '待录入'}
        </View>
        <View className='review-facts__note'>
          {institution}，{prescriber || '医生待录入'}
        </View>
        <View className='review-facts__note'>
          {dateTimeText(issuedAt)} 开具，{dateTimeText(validUntil)} 前有效
        </View>
        {patientFacts ? (
          <View className='review-facts__known'>
            <Known title='过敏史' words={patientFacts.allergies} alarm />
            <Known
              title='疾病与状态'
              words={patientFacts.conditions.map((code) => conditionText[code] ?? code)}
            />
            <Known
              title='体重'
              words={patientFacts.weightKg === null ? [] : [`${patientFacts.weightKg} kg`]}
            />
            <Known title='正在用药' words={patientFacts.medicines.map(medicineName)} />
          </View>
        ) : (
          <Notice tone={status === 'in_review' ? 'warning' : 'info'}>
            {status === 'in_review'
              ? '患者未授权查看，或没有填写健康档案：过敏史、疾病史和正在用的药请向患者核实'
              : '审核结束后不再读取患者的健康档案'}
          </Notice>
        )}
      </View>
    </Card>
  );
}

/** Not filled in is not the same as none. */
function Known({
  title,
  words,
  alarm = false,
}: {
  title: string;
  words: readonly string[];
  alarm?: boolean;
}) {
  const known = words.length > 0;
  return (
    <View className='review-known'>
      <View className='review-known__title'>{title}</View>
      <View className={`review-known__words ${known && alarm ? 'review-known__words--alarm' : ''}`}>
        {known ? words.join('、') : '未填写'}
      </View>
    </View>
  );
}
