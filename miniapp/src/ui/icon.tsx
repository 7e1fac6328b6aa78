import { View } from '@tarojs/components';
import { a11y } from './a11y.ts';
import type { IconName } from './icon-names.ts';
import './icon.scss';

type Props = {
  name: IconName;
  /** Pixels of the edge grow with the text size: small 18, normal 22, large 30. */
  size?: 'small' | 'normal' | 'large';
  /** Read aloud; leave out where the words beside it say the same. */
  label?: string;
};

/** An outline in the colour of its text. */
export function Icon({ name, size = 'normal', label }: Props) {
  return <View className={`icon icon--${name} icon-size--${size}`} {...(label && a11y('img', { label }))} />;
}
