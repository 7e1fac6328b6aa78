import { expect, it } from 'vitest';
import { COMMON_MEDICINES, medicineName, medicineOf } from './common-medicines.ts';

it('keeps the international name, which the interaction check understands, and shows the everyday one', () => {
  expect(medicineOf(' 阿司匹林 ')).toBe('acetylsalicylic acid');
  expect(medicineName('Acetylsalicylic acid')).toBe('阿司匹林');
});

it('keeps what it does not know exactly as it was written', () => {
  expect(medicineName(medicineOf('某某胶囊'))).toBe('某某胶囊');
});

it('comes back from every name it offers', () => {
  for (const [inn, name] of Object.entries(COMMON_MEDICINES)) expect(medicineOf(name)).toBe(inn);
});
