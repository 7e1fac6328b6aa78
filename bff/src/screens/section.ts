import { Problem } from '@xinglin/shared/kernel/problem';
import type { Logger } from '../kernel/log.ts';

export type Section<T> = { available: true; data: T } | { available: false; reason: string };

/** One part of a screen. When its service fails the rest still shows, and this part says that it can't. */
export const section = async <T>(log: Logger, name: string, read: () => Promise<T>): Promise<Section<T>> => {
  try {
    return { available: true, data: await read() };
  } catch (error) {
    log.warn({ err: error, section: name }, 'a section of a screen is missing');
    return { available: false, reason: error instanceof Problem ? error.detail : '暂不可用，请稍后再试' };
  }
};
