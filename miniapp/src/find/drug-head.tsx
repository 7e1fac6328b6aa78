import { View } from '@tarojs/components';
import { drugClassText, type DosageForm, type DrugClass } from '@xinglin/shared/catalogue/contract';
import { DrugPicture, Icon, Tag } from '../ui/index.ts';
import { dosageFormText } from './dosage-form.ts';
import './drug-head.scss';

type Props = {
  drug: { genericName: string; strength: string; pack: string; class: DrugClass; picture: DosageForm | null };
  size?: 'normal' | 'large';
};

/** Picture, name and pack. Prescription drugs carry no picture: whatever the server sends, none is drawn here. */
export function DrugHead({ drug, size = 'normal' }: Props) {
  const shown = drug.class !== 'rx' && drug.picture !== null;
  return (
    <View className='drug-head'>
      {shown ? (
        <DrugPicture form={dosageFormText[drug.picture!]} size={size} />
      ) : (
        <View className='drug-head__plain'>
          <Icon name='prescription' />
        </View>
      )}
      <View className='drug-head__words'>
        <View className={`drug-head__name drug-head__name--${size}`}>{drug.genericName}</View>
        <View className='drug-head__spec'>
          {drug.strength} · {drug.pack}
        </View>
        <View className='drug-head__tags'>
          <Tag tone={drug.class === 'rx' ? 'warning' : drug.class === 'otc_a' ? 'danger' : 'success'}>
            {drugClassText[drug.class]}
          </Tag>
        </View>
      </View>
    </View>
  );
}
