import { ScrollView, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { a11y } from './a11y.ts';
import { Icon } from './icon.tsx';
import { Tap } from './tap.tsx';
import './sheet.scss';

type Props = { open: boolean; onClose: () => void; title: string; footer?: ReactNode; children: ReactNode };

// What is longer than the screen is scrolled with the arrow keys, too; Taro's types do not know the attribute.
const byKeyboard: object = process.env.TARO_ENV === 'h5' ? { tabindex: 0 } : {};

/** Comes up from the foot of the screen over the page; rendered only while open. Place it inside PageShell. */
export function Sheet({ open, onClose, title, footer, children }: Props) {
  if (!open) return null;
  return (
    <View className='sheet' catchMove {...a11y('dialog', { label: title })}>
      <View className='sheet__mask' onClick={onClose} />
      <View className='sheet__panel'>
        <View className='sheet__head'>
          <View className='sheet__title'>{title}</View>
          <Tap className='sheet__close' label='关闭' onTap={onClose}>
            <Icon name='close' size='small' />
          </Tap>
        </View>
        <ScrollView className='sheet__body' scrollY {...byKeyboard}>
          <View className='sheet__content'>{children}</View>
        </ScrollView>
        {footer && <View className='sheet__footer'>{footer}</View>}
      </View>
    </View>
  );
}
