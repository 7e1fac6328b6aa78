import { expect, test } from 'vitest';
import { pictureOf } from '../ui/picture-of.ts';
import { dosageFormText } from './dosage-form.ts';

test.each(Object.entries(dosageFormText))('%s has a drawing of its own, not the plain box', (_, text) => {
  expect(pictureOf(text)).not.toBe('box');
});
