import { Choices, Field, Notice, TextInput } from '../../ui/index.ts';
import type { Sex, Who } from '@xinglin/shared/triage/contract';
import { setFacts, useDraft } from './draft.ts';
import { asksMonths, asksPregnancy, asksWeight, faultsOf, whoText, type Facts } from './person.ts';

const whoOptions = (Object.keys(whoText) as Who[]).map((value) => ({ value, text: whoText[value] }));
const sexOptions: { value: Sex; text: string }[] = [
  { value: 'F', text: '女' },
  { value: 'M', text: '男' },
];
const pregnancyOptions: { value: NonNullable<Facts['pregnant']>; text: string }[] = [
  { value: 'no', text: '都没有' },
  { value: 'pregnant', text: '怀孕或可能怀孕' },
  { value: 'breastfeeding', text: '正在哺乳' },
];

/** Who it is about; asked once in a visit, and nothing of it must be answered. */
export function PersonForm() {
  const facts = useDraft((draft) => draft.facts);
  const faults = faultsOf(facts);
  const set = (change: Partial<Facts>) => setFacts({ ...facts, ...change });
  return (
    <>
      <Notice tone='info'>年龄、性别和孕哺情况会改变判断和用药，只问这一次。不想说的可以空着。</Notice>
      <Field label='为谁自查'>
        <Choices options={whoOptions} chosen={[facts.who]} onChange={([who = 'self']) => set({ who })} />
      </Field>
      <Field label='年龄（周岁）' hint='不满 1 岁填 0' error={faults.years}>
        <TextInput
          id='age-years'
          type='number'
          value={facts.years}
          onChange={(years) => set({ years })}
          label='年龄，周岁'
          placeholder='例如 35'
          maxLength={3}
        />
      </Field>
      {asksMonths(facts) && (
        <Field label='再加几个月' hint='小宝宝的判断和用药要按月龄' error={faults.months}>
          <TextInput
            id='age-months'
            type='number'
            value={facts.months}
            onChange={(months) => set({ months })}
            label='再加几个月'
            placeholder='0 到 11'
            maxLength={2}
          />
        </Field>
      )}
      <Field label='性别'>
        <Choices
          options={sexOptions}
          chosen={facts.sex ? [facts.sex] : []}
          onChange={([sex = null]) => set({ sex })}
        />
      </Field>
      {asksPregnancy(facts) && (
        <Field label='现在的情况'>
          <Choices
            options={pregnancyOptions}
            chosen={facts.pregnant ? [facts.pregnant] : []}
            onChange={([pregnant = null]) => set({ pregnant })}
          />
        </Field>
      )}
      {asksWeight(facts) && (
        <Field label='体重（公斤）' hint='孩子的用量按体重算' error={faults.weightKg}>
          <TextInput
            id='weight'
            type='digit'
            value={facts.weightKg}
            onChange={(weightKg) => set({ weightKg })}
            label='体重，公斤'
            placeholder='例如 18.5'
            maxLength={5}
          />
        </Field>
      )}
    </>
  );
}
