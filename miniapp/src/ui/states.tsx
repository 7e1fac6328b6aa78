import { View } from '@tarojs/components';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { go, here } from '../client/navigate.ts';
import { problemOf } from '../client/problem-of.ts';
import { problem } from '@xinglin/shared/kernel/problem';
import { a11y } from './a11y.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-names.ts';
import './states.scss';

/** The shape of what is to come: cards with lines. */
export function Skeleton({ cards = 2, lines = 3 }: { cards?: number; lines?: number }) {
  return (
    <View className='skeleton' {...a11y('status', { label: '正在加载' })}>
      {Array.from({ length: cards }, (_, card) => (
        <View key={card} className='skeleton__card'>
          {Array.from({ length: lines }, (__, line) => (
            <View key={line} className={`skeleton__line skeleton__line--${line % 3}`} />
          ))}
        </View>
      ))}
    </View>
  );
}

type EmptyProps = {
  icon?: IconName;
  title: string;
  text?: string;
  action?: string;
  onAction?: () => unknown;
};

/** There is nothing, and what one can do about it. */
export function Empty({ icon = 'leaf', title, text, action, onAction }: EmptyProps) {
  return (
    <View className='blank'>
      <View className='blank__icon'>
        <Icon name={icon} size='large' />
      </View>
      <View className='blank__title'>{title}</View>
      {text && <View className='blank__text'>{text}</View>}
      {action && onAction && (
        <Button kind='plain' onTap={onAction}>
          {action}
        </Button>
      )}
    </View>
  );
}

const SIGN_IN_AGAIN = ['NOT_SIGNED_IN', 'TOKEN_EXPIRED', 'REFRESH_REFUSED'];

/** What went wrong, in the words of the BFF, with a way on: sign in, or try again. The trace id is for support. */
export function ErrorBlock({ error, onRetry }: { error: unknown; onRetry?: () => unknown }) {
  const { code, detail, extra } = problemOf(error);
  const traceId = typeof extra['traceId'] === 'string' ? extra['traceId'] : undefined;
  if (SIGN_IN_AGAIN.includes(code))
    return (
      <Empty
        icon='account'
        title={detail}
        text='登录后即可查看和使用这项服务'
        action='去登录'
        onAction={() => go('/account/sign-in/index', { to: here() })}
      />
    );
  return (
    <View className='blank' {...a11y('alert')}>
      <View className='blank__icon blank__icon--warning'>
        <Icon name={code === 'OFFLINE' ? 'refresh' : 'warning'} size='large' />
      </View>
      <View className='blank__title'>{detail}</View>
      {onRetry && (
        <Button kind='plain' onTap={onRetry}>
          再试一次
        </Button>
      )}
      {traceId && <View className='blank__trace'>问题编号 {traceId}</View>}
    </View>
  );
}

type QueryViewProps<T> = {
  query: Pick<UseQueryResult<T, Error>, 'data' | 'error' | 'isPending' | 'fetchStatus' | 'refetch'>;
  /** Shown while nothing is known yet. */
  skeleton?: ReactNode;
  isEmpty?: (data: T) => boolean;
  empty?: ReactNode;
  children: (data: T) => ReactNode;
};

/** A read on screen: waiting, failed, empty, or what was read. A failed re-read keeps the old answer and says so. */
export function QueryView<T>({
  query,
  skeleton = <Skeleton />,
  isEmpty,
  empty,
  children,
}: QueryViewProps<T>) {
  const { data, error, fetchStatus, refetch } = query;
  if (data === undefined) {
    if (error) return <ErrorBlock error={error} onRetry={refetch} />;
    if (fetchStatus === 'paused') return <ErrorBlock error={problem('OFFLINE')} onRetry={refetch} />;
    return <>{skeleton}</>;
  }
  return (
    <>
      {error && <View className='stale'>没能刷新：{problemOf(error).detail}</View>}
      {empty && isEmpty?.(data) ? empty : children(data)}
    </>
  );
}
