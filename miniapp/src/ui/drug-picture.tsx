import { View } from '@tarojs/components';
import { a11y } from './a11y.ts';
import { pictureOf } from './picture-of.ts';
import './drug-picture.scss';

type Props = {
  /** The dosage form as the licence names it (`片剂`, `口服溶液剂`, …). */
  form: string;
  size?: 'small' | 'normal' | 'large';
};

/** What such a medicine looks like, drawn: the server gives no picture of a prescription drug before its prescription. */
export function DrugPicture({ form, size = 'normal' }: Props) {
  const look = `drug-picture drug-picture--${size} drug-picture--${pictureOf(form)}`;
  return <View className={look} {...a11y('img', { label: `${form}示意图` })} />;
}
