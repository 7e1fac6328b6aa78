import { expect, it } from 'vitest';
import { HealthProfile } from '@xinglin/shared/health-record/contract';
import { draftOf, faultsOf, profileOf, withMedicine, withWritten } from './profile-draft.ts';

const now = Date.parse('2026-11-22T04:00:00.000Z');

it('leaves unknown what nobody filled in', () => {
  const profile = profileOf(draftOf(null));
  expect(HealthProfile.parse(profile)).toEqual(profile);
  expect(profile).toMatchObject({ sex: null, pregnant: null, weightKg: null, allergies: [] });
});

it('comes back unchanged when nothing was changed', () => {
  const profile: HealthProfile = {
    name: '林晓',
    sex: 'female',
    birthDate: '1995-03-14',
    weightKg: 55.5,
    pregnant: false,
    breastfeeding: true,
    allergies: ['青霉素'],
    conditions: ['asthma'],
    medicines: ['metformin'],
  };
  expect(profileOf(draftOf(profile))).toEqual(profile);
});

it('never keeps a pregnancy for a man', () => {
  expect(profileOf({ ...draftOf(null), sex: 'male', pregnant: 'yes', breastfeeding: 'yes' })).toMatchObject({
    pregnant: null,
    breastfeeding: null,
  });
});

it('stops a weight that is none and a birthday to come', () => {
  const draft = draftOf(null);
  expect(faultsOf({ ...draft, weightKg: '六十' }, now)).toHaveProperty('weightKg');
  expect(faultsOf({ ...draft, weightKg: '600' }, now)).toHaveProperty('weightKg');
  expect(faultsOf({ ...draft, birthDate: '2026-11-23' }, now)).toHaveProperty('birthDate');
  expect(faultsOf({ ...draft, birthDate: '2026-11-22', weightKg: '3.2' }, now)).toEqual({});
});

it('takes several written words at once, each once, as many as the record holds', () => {
  expect(withWritten(['青霉素'], '花生、 青霉素，芒果', 20, 30)).toEqual(['青霉素', '花生', '芒果']);
  expect(withWritten(['一', '二'], '三，四', 3, 30)).toHaveLength(3);
  expect(withMedicine(['metformin'], '二甲双胍，阿司匹林')).toEqual(['metformin', 'acetylsalicylic acid']);
});
