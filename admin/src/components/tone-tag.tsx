import { Tag } from 'antd';
import type { ReactNode } from 'react';

// Own pairs: antd's preset tags are below a contrast of 4.5:1.
const tones = {
  waiting: ['#7a4b00', '#fdf2d4', '#efdba6'],
  active: ['#0b4f8a', '#e6f1fb', '#bcd8f2'],
  good: ['#1c6635', '#e5f3e8', '#bfe0c7'],
  bad: ['#9b1f18', '#fcebe9', '#f1c4c0'],
  quiet: ['#4c5955', '#f0f2f1', '#d9dedc'],
  brand: ['#0b625b', '#e2f1ee', '#b5dbd5'],
} as const;

export type Tone = keyof typeof tones;

/** A short state in a fixed colour; the words carry the meaning, the colour only helps. */
export function ToneTag({ tone, children }: { tone: Tone; children: ReactNode }) {
  const [color, background, borderColor] = tones[tone];
  return <Tag style={{ color, background, borderColor, marginInlineEnd: 0 }}>{children}</Tag>;
}
