import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Tap } from './tap.tsx';
import './card.scss';

type Tone = 'plain' | 'primary' | 'accent' | 'warning' | 'danger';
type CardProps = {
  tone?: Tone;
  /** Makes the whole card one target. */
  onTap?: () => unknown;
  label?: string;
  id?: string;
  className?: string;
  children: ReactNode;
};

/** A sheet of surface with what belongs together. */
export function Card({ tone = 'plain', onTap, label, id, className = '', children }: CardProps) {
  const look = `card card--${tone} ${className}`;
  if (onTap)
    return (
      <Tap id={id} className={look} label={label} onTap={onTap}>
        {children}
      </Tap>
    );
  return (
    <View {...(id !== undefined && { id })} className={look}>
      {children}
    </View>
  );
}

type TitleProps = { children: ReactNode; note?: ReactNode; action?: string; onAction?: () => unknown };

/** The heading of a part of a page, with one act at its right (`查看全部`). */
export function SectionTitle({ children, note, action, onAction }: TitleProps) {
  return (
    <View className='section-title'>
      <View className='section-title__text'>{children}</View>
      {note && <View className='section-title__note'>{note}</View>}
      {action && onAction && (
        <Tap className='section-title__action' role='link' onTap={onAction}>
          {action}
        </Tap>
      )}
    </View>
  );
}

type TagTone = 'neutral' | 'primary' | 'accent' | 'success' | 'warning' | 'danger';

/** One word about a thing. */
export function Tag({ tone = 'neutral', children }: { tone?: TagTone; children: ReactNode }) {
  return <View className={`tag tag--${tone}`}>{children}</View>;
}

/** A sentence that must be seen, inside a page. */
export function Notice({
  tone = 'warning',
  children,
}: {
  tone?: 'info' | 'warning' | 'danger' | 'success';
  children: ReactNode;
}) {
  return <View className={`notice notice--${tone}`}>{children}</View>;
}
