import path from 'node:path';
import { compile } from 'sass';
import { describe, expect, test } from 'vitest';

type Colours = Record<string, string>;

const css = compile(path.join(import.meta.dirname, 'theme.scss')).css;
const block = (selector: string): Colours => {
  const start = css.indexOf(`${selector} {`);
  const body = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start));
  return Object.fromEntries(
    [...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name!, value!.trim()]),
  );
};
const normal = block('\n.shell');
const elder = { ...normal, ...block('\n.shell--elder') };
const dark = { ...normal, ...block('\n.shell--dark') };
const elderDark = { ...elder, ...block('\n.shell--dark'), ...block('\n.shell--elder.shell--dark') };

/** WCAG 2.2 relative luminance and contrast. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
function contrast(a: string, b: string): number {
  const [light, darker] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (darker! + 0.05);
}

const grounds = ['--ground', '--surface', '--surface-2'];
const pairs: [string, string][] = [
  ...['--text', '--text-2', '--text-3', '--primary-text'].flatMap((text) =>
    grounds.map((ground): [string, string] => [text, ground]),
  ),
  ['--text', '--primary-soft'],
  ['--text-2', '--primary-soft'],
  ['--text-2', '--danger-soft'],
  ['--primary-text', '--primary-soft'],
  ['--accent-text', '--accent-soft'],
  ['--accent-text', '--surface'],
  ['--danger-text', '--danger-soft'],
  ['--danger-text', '--surface'],
  ['--success-text', '--success-soft'],
  ['--warning-text', '--warning-soft'],
  ['--price', '--surface'],
  ['--on-primary', '--primary'],
  ['--on-danger', '--danger'],
];

describe.each([
  ['normal', normal, 4.5],
  ['dark', dark, 4.5],
  ['关怀模式', elder, 7],
  ['关怀模式 in dark', elderDark, 7],
] as const)('in %s', (_, colours, least) => {
  test.each(pairs)(`%s on %s stands out at least ${least}:1`, (text, ground) => {
    expect(contrast(colours[text]!, colours[ground]!)).toBeGreaterThanOrEqual(least);
  });
});

test('关怀模式 has text 1.3 times as large and targets of at least 48 px', () => {
  const size = (colours: Colours, name: string) => parseFloat(colours[name]!);
  expect(size(elder, '--text-body') / size(normal, '--text-body')).toBeCloseTo(1.3);
  expect(size(elder, '--target')).toBeGreaterThanOrEqual(48);
  expect(size(normal, '--target')).toBeGreaterThanOrEqual(44);
});
