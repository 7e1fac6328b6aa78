import { Button as TaroButton, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { a11y } from './a11y.ts';
import { run } from './run.ts';
import './button.scss';

type Props = {
  onTap?: () => unknown;
  kind?: 'primary' | 'plain' | 'danger' | 'text';
  /** `block` fills the line. */
  block?: boolean;
  small?: boolean;
  loading?: boolean;
  disabled?: boolean;
  /** `share` opens the friend picker of WeChat with what the page's useShareAppMessage says. */
  openType?: 'share' | 'contact' | 'openSetting';
  id?: string;
  label?: string;
  children: ReactNode;
};

/** A button; while it loads it takes no second tap. */
export function Button({
  onTap,
  kind = 'primary',
  block = false,
  small = false,
  loading = false,
  disabled = false,
  openType,
  id,
  label,
  children,
}: Props) {
  const off = disabled || loading;
  const tap = () => {
    if (!off) run(onTap);
  };
  const look = [
    'button',
    `button--${kind}`,
    block && 'button--block',
    small && 'button--small',
    off && 'button--off',
  ];
  return (
    <TaroButton
      {...(id !== undefined && { id })}
      className={look.filter(Boolean).join(' ')}
      hoverClass={off ? 'none' : 'button--down'}
      disabled={off}
      onClick={tap}
      {...(openType && { openType })}
      {...a11y('button', { label, disabled: off, onTap: tap })}
    >
      {loading && <View className='button__spinner' />}
      {children}
    </TaroButton>
  );
}
