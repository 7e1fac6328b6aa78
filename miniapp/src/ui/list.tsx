import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { price, yuan } from '@xinglin/shared/kernel/money';
import { a11y } from './a11y.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-names.ts';
import { Tap } from './tap.tsx';
import './list.scss';

type RowProps = {
  title: ReactNode;
  note?: ReactNode;
  icon?: IconName;
  /** At the right: a word, a Switch, a Tag. */
  value?: ReactNode;
  onTap?: () => unknown;
  id?: string;
};

/** A line of a list; with `onTap` it leads somewhere and shows an arrow. Put rows into `Rows`. */
export function Row({ title, note, icon, value, onTap, id }: RowProps) {
  const inside = (
    <>
      {icon && (
        <View className='row__icon'>
          <Icon name={icon} />
        </View>
      )}
      <View className='row__words'>
        <View className='row__title'>{title}</View>
        {note && <View className='row__note'>{note}</View>}
      </View>
      {value !== undefined && <View className='row__value'>{value}</View>}
      {onTap && (
        <View className='row__arrow'>
          <Icon name='forward' size='small' />
        </View>
      )}
    </>
  );
  if (onTap)
    return (
      <Tap id={id} className='row' role='link' onTap={onTap}>
        {inside}
      </Tap>
    );
  return (
    <View {...(id !== undefined && { id })} className='row'>
      {inside}
    </View>
  );
}

/** A card of rows. */
export function Rows({ children }: { children: ReactNode }) {
  return <View className='rows'>{children}</View>;
}

type PriceProps = {
  fen: number;
  size?: 'small' | 'normal' | 'large';
  /** A price no longer asked. */ was?: boolean;
};

/** An amount of money. */
export function Price({ fen, size = 'normal', was = false }: PriceProps) {
  return (
    <View
      className={`price price--${size} ${was ? 'price--was' : ''}`}
      {...a11y('img', { label: was ? `原价${price(fen)}` : price(fen) })}
    >
      <Text className='price__sign'>{fen < 0 ? '-¥' : '¥'}</Text>
      <Text className='price__amount'>{yuan(Math.abs(fen))}</Text>
    </View>
  );
}

type Step = { id: string; title: ReactNode; note?: ReactNode; state: 'done' | 'now' | 'next' | 'failed' };

/** What happened, what is happening, what comes: top to bottom. */
export function Timeline({ steps }: { steps: readonly Step[] }) {
  return (
    <View className='timeline' {...a11y('list')}>
      {steps.map(({ id, title, note, state }) => (
        <View key={id} className={`timeline__step timeline__step--${state}`} {...a11y('listitem')}>
          <View className='timeline__dot'>
            {state === 'done' && <Icon name='check' size='small' />}
            {state === 'failed' && <Icon name='close' size='small' />}
          </View>
          <View className='timeline__words'>
            <View className='timeline__title'>{title}</View>
            {note && <View className='timeline__note'>{note}</View>}
          </View>
        </View>
      ))}
    </View>
  );
}

/** The first character of a name in a circle. */
export function Avatar({ name, large = false }: { name: string; large?: boolean }) {
  return <View className={`avatar ${large ? 'avatar--large' : ''}`}>{name.slice(0, 1) || '我'}</View>;
}
