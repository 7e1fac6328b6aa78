import { useState } from 'react';
import type { CheckItem, Proof } from '@xinglin/shared/prescription/review-contract';
import type { Refused } from './items.tsx';

/** What the pharmacist has filled in so far, and not sent. */
export function useDraft() {
  const [checked, setChecked] = useState<CheckItem[]>([]);
  const [note, setNote] = useState('');
  const [refused, setRefused] = useState<Refused>([]);
  const [proof, setProof] = useState<Proof>({ kind: 'password', value: '' });
  return { checked, setChecked, note, setNote, refused, setRefused, proof, setProof };
}
export type Draft = ReturnType<typeof useDraft>;
