import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { a11y } from './a11y.ts';
import { run } from './run.ts';

type Props = {
  onTap: () => unknown;
  /** Read aloud; needed where there are no words inside. */
  label?: string;
  className?: string;
  disabled?: boolean;
  role?: 'button' | 'link' | 'switch' | 'radio' | 'tab';
  checked?: boolean;
  id?: string;
  children?: ReactNode;
};

/** Anything that can be tapped and is no `Button`: a card, a row, an icon. At least 44 px high by its style. */
export function Tap({
  onTap,
  label,
  className = '',
  disabled = false,
  role = 'button',
  checked,
  id,
  children,
}: Props) {
  const tap = () => {
    if (!disabled) run(onTap);
  };
  return (
    <View
      {...(id !== undefined && { id })}
      className={`tap ${disabled ? 'tap--off' : ''} ${className}`}
      hoverClass={disabled ? 'none' : 'tap--down'}
      hoverStayTime={60}
      onClick={tap}
      {...a11y(role, { label, checked, disabled, onTap: tap })}
    >
      {children}
    </View>
  );
}
