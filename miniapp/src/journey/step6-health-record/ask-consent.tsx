import { View } from '@tarojs/components';
import { decideConsent, getConsents } from '@xinglin/shared/identity/contract';
import { getHealthRecord } from '@xinglin/shared/health-record/contract';
import { back, go } from '../../client/navigate.ts';
import { useAct } from '../../client/use-endpoint.ts';
import { Button, Card, Icon } from '../../ui/index.ts';

const purposes = [
  ['用药安全核对', '自查、下单和提醒时，按过敏史、疾病和在用的药提示风险。'],
  ['审方参考', '药师审核您的处方时查看过敏史、疾病和用药，每次查看都记录下来给您看。'],
  ['健康记录', '把症状自查、处方、购药、服药打卡和测量值整理成时间线。'],
] as const;
const kept = [
  '您填写的性别、出生日期、体重、过敏史、疾病、长期用药',
  '您记录的血压、体温、血糖、体重',
  '在杏林的自查、处方、购药、用药记录',
];

/** The separate consent that health data need (PIPL art. 29): what for, what is kept, and a no that costs nothing. */
export function AskConsent() {
  const decide = useAct(decideConsent, { changes: [getHealthRecord, getConsents] });
  return (
    <>
      <Card id='consent'>
        <View className='record-consent'>
          <View className='record-consent__icon'>
            <Icon name='record' size='large' />
          </View>
          <View className='record-consent__title'>建立健康档案需要您单独同意</View>
          <View className='record-consent__head'>用来做什么</View>
          {purposes.map(([title, text]) => (
            <View key={title} className='record-consent__line'>
              <View className='record-consent__strong'>{title}</View>
              {text}
            </View>
          ))}
          <View className='record-consent__head'>会保存什么</View>
          {kept.map((line) => (
            <View key={line} className='record-consent__line'>
              · {line}
            </View>
          ))}
          <View className='record-consent__head'>您的权利</View>
          <View className='record-consent__line'>
            这些是敏感个人信息，加密保存，不用于广告，不提供给药店以外的任何机构。您可以随时查看、隐藏、导出，或撤回同意。
          </View>
          <View className='record-consent__line'>不同意也可以照常自查、找药、下单和提交处方。</View>
        </View>
      </Card>
      <Button
        id='agree-record'
        block
        loading={decide.isPending}
        onTap={() => decide.mutateAsync({ purpose: 'health_record', granted: true })}
      >
        同意并建立健康档案
      </Button>
      <Button id='refuse-record' block kind='plain' onTap={back}>
        不同意
      </Button>
      <Button kind='text' onTap={() => go('/account/privacy/index')}>
        查看隐私说明
      </Button>
    </>
  );
}
