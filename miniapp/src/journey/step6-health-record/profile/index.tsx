import { Picker, View } from '@tarojs/components';
import { useState } from 'react';
import {
  getHealthRecord,
  saveHealthProfile,
  type HealthProfile,
} from '@xinglin/shared/health-record/contract';
import { shanghaiDate } from '@xinglin/shared/kernel/time';
import { back } from '../../../client/navigate.ts';
import { useMe } from '../../../client/session.ts';
import { useAct, useRead } from '../../../client/use-endpoint.ts';
import { PatientsOnly } from '../../../orders/patients-only.tsx';
import {
  Button,
  Choices,
  ErrorBlock,
  Field,
  Icon,
  Notice,
  PageShell,
  QueryView,
  Segmented,
  TextInput,
  toast,
} from '../../../ui/index.ts';
import { AskConsent } from '../ask-consent.tsx';
import {
  CONDITIONS,
  COMMON_ALLERGIES,
  draftOf,
  faultsOf,
  profileOf,
  withMedicine,
  withWritten,
} from '../profile-draft.ts';
import type { Answer, Draft } from '../profile-draft.ts';
import { COMMON_MEDICINES, medicineName } from '../common-medicines.ts';
import { WordChoices } from './word-choices.tsx';
import '../index.scss';

const MOST_ALLERGIES = 20;
const LONGEST_ALLERGY = 30;
const answers: { value: Answer; text: string }[] = [
  { value: 'no', text: '否' },
  { value: 'yes', text: '是' },
  { value: 'unknown', text: '不清楚' },
];

/** What safety checks need; nothing of it must be filled in. */
export default function ProfilePage() {
  const isPatient = useMe()?.role === 'patient';
  const record = useRead(getHealthRecord, { limit: 200 }, { enabled: isPatient });
  return (
    <PageShell title='健康资料' onRefresh={async () => isPatient && record.refetch()}>
      <PatientsOnly what='健康档案'>
        <QueryView query={record}>
          {({ consented, profile }) => (consented ? <Form profile={profile} /> : <AskConsent />)}
        </QueryView>
      </PatientsOnly>
    </PageShell>
  );
}

function Form({ profile }: { profile: HealthProfile | null }) {
  const [draft, setDraft] = useState(() => draftOf(profile));
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const faults = faultsOf(draft, Date.now());
  const save = useAct(saveHealthProfile, {
    changes: [getHealthRecord],
    onDone: async () => {
      toast('已保存');
      await back();
    },
  });
  return (
    <>
      <Notice tone='info'>
        只填您愿意填的，随时可以修改。没有填写的，我们会当作「不清楚」，不会当作「没有」。
      </Notice>
      <Basics draft={draft} set={set} faults={faults} />
      <Field label='过敏史' hint='吃过、用过会过敏的药或食物'>
        <WordChoices
          id='allergy'
          common={COMMON_ALLERGIES.map((value) => ({ value, text: value }))}
          chosen={draft.allergies}
          onChange={(allergies) => set({ allergies })}
          onWrite={(written) =>
            set({ allergies: withWritten(draft.allergies, written, MOST_ALLERGIES, LONGEST_ALLERGY) })
          }
          nameOf={(word) => word}
          placeholder='其他过敏，写完点添加'
        />
      </Field>
      <Field label='疾病' hint='医生诊断过的，可以选几项'>
        <Choices
          many
          options={CONDITIONS}
          chosen={draft.conditions}
          onChange={(conditions) => set({ conditions })}
        />
      </Field>
      <Field label='长期在吃的药' hint='写药品的通用名，药盒上最大的字'>
        <WordChoices
          id='medicine'
          common={Object.entries(COMMON_MEDICINES).map(([value, text]) => ({ value, text }))}
          chosen={draft.medicines}
          onChange={(medicines) => set({ medicines })}
          onWrite={(written) => set({ medicines: withMedicine(draft.medicines, written) })}
          nameOf={medicineName}
          placeholder='其他药，写完点添加'
        />
      </Field>
      {save.error && <ErrorBlock error={save.error} />}
      <View className='record-save'>
        <Button
          id='save-profile'
          block
          disabled={Object.keys(faults).length > 0}
          loading={save.isPending}
          onTap={() => save.mutate(profileOf(draft))}
        >
          保存
        </Button>
      </View>
    </>
  );
}

type BasicsProps = {
  draft: Draft;
  set: (change: Partial<Draft>) => void;
  faults: ReturnType<typeof faultsOf>;
};

function Basics({ draft, set, faults }: BasicsProps) {
  return (
    <>
      <Field label='姓名'>
        <TextInput
          id='name'
          label='姓名'
          value={draft.name}
          onChange={(name) => set({ name })}
          maxLength={20}
        />
      </Field>
      <Field label='性别'>
        <Choices
          options={[
            { value: 'female', text: '女' },
            { value: 'male', text: '男' },
          ]}
          chosen={draft.sex ? [draft.sex] : []}
          onChange={([sex = null]) => set({ sex })}
        />
      </Field>
      <Field label='出生日期' hint='用量和禁忌要看年龄' error={faults.birthDate}>
        <Picker
          mode='date'
          value={draft.birthDate || '1990-01-01'}
          end={shanghaiDate(Date.now())}
          onChange={({ detail }) => set({ birthDate: String(detail.value) })}
        >
          <View className='record-date' id='birth-date'>
            <View className='record-date__text'>{draft.birthDate || '请选择'}</View>
            <Icon name='calendar' size='small' />
          </View>
        </Picker>
      </Field>
      <Field label='体重（公斤）' error={faults.weightKg}>
        <TextInput
          id='weight'
          type='digit'
          label='体重，公斤'
          placeholder='例如 60'
          value={draft.weightKg}
          onChange={(weightKg) => set({ weightKg })}
          maxLength={5}
        />
      </Field>
      {draft.sex !== 'male' && (
        <>
          <Field label='是否怀孕或可能怀孕'>
            <Segmented
              label='是否怀孕'
              options={answers}
              value={draft.pregnant}
              onChange={(pregnant) => set({ pregnant })}
            />
          </Field>
          <Field label='是否正在哺乳'>
            <Segmented
              label='是否哺乳'
              options={answers}
              value={draft.breastfeeding}
              onChange={(breastfeeding) => set({ breastfeeding })}
            />
          </Field>
        </>
      )}
    </>
  );
}
