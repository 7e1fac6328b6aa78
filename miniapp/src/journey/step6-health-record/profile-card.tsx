import { View } from '@tarojs/components';
import { conditionText, type HealthProfile } from '@xinglin/shared/health-record/contract';
import { ageInYears, shanghaiDate } from '@xinglin/shared/kernel/time';
import { go } from '../../client/navigate.ts';
import { Button, Card, Tag } from '../../ui/index.ts';
import { medicineName } from './common-medicines.ts';

/** What safety checks know of the person, and what they do not. */
export function ProfileCard({ profile }: { profile: HealthProfile | null }) {
  const edit = () => go('/journey/step6-health-record/profile/index');
  return (
    <Card id='profile'>
      <View className='record-profile'>
        <View className='record-profile__head'>
          <View className='record-profile__name'>{profile?.name ?? '我的健康资料'}</View>
          <Button id='edit-profile' small kind='plain' onTap={edit}>
            {profile ? '修改' : '去填写'}
          </Button>
        </View>
        {profile ? (
          <>
            <View className='record-profile__line'>{lineOf(profile)}</View>
            <Words title='过敏史' words={profile.allergies} tone='danger' />
            <Words
              title='疾病'
              words={profile.conditions.map((code) => conditionText[code] ?? code)}
              tone='accent'
            />
            <Words title='长期用药' words={profile.medicines.map(medicineName)} tone='primary' />
          </>
        ) : (
          <View className='record-profile__line'>
            填好过敏史、疾病和在用的药，用药核对才做得准。大约 1 分钟。
          </View>
        )}
      </View>
    </Card>
  );
}

function lineOf({ sex, birthDate, weightKg, pregnant, breastfeeding }: HealthProfile): string {
  const parts = [
    sex && (sex === 'female' ? '女' : '男'),
    birthDate && `${ageInYears(birthDate, shanghaiDate(Date.now()))} 岁`,
    weightKg !== null && `${weightKg} 公斤`,
    pregnant && '怀孕',
    breastfeeding && '哺乳',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(' · ') : '性别、年龄还没有填写';
}

type WordsProps = { title: string; words: string[]; tone: 'danger' | 'accent' | 'primary' };

function Words({ title, words, tone }: WordsProps) {
  return (
    <View className='record-words'>
      <View className='record-words__title'>{title}</View>
      {words.length === 0 && <View className='record-words__none'>未填写</View>}
      {words.map((word) => (
        <Tag key={word} tone={tone}>
          {word}
        </Tag>
      ))}
    </View>
  );
}
