import { useState } from 'react';
import { listConsultations, startConsultation } from '@xinglin/shared/consultation/contract';
import { GUARDIAN_PRESENT_UNDER_YEARS } from '@xinglin/shared/consultation/rules';
import type { MedicinePerson } from '@xinglin/shared/identity/person';
import { LocalDate } from '@xinglin/shared/kernel/time';
import { listPrescriptions } from '@xinglin/shared/prescription/contract';
import { useLive } from '../../client/live.ts';
import { problemOf } from '../../client/problem-of.ts';
import { useMe } from '../../client/session.ts';
import { useAct, useRead } from '../../client/use-endpoint.ts';
import { PatientsOnly } from '../../orders/patients-only.tsx';
import {
  Button,
  Field,
  Notice,
  PageShell,
  QueryView,
  Row,
  Rows,
  SectionTitle,
  Switch,
  TextInput,
} from '../../ui/index.ts';
import { PersonPicker } from '../person-picker.tsx';
import { ConsultationCard } from './consultation-card.tsx';
import '../index.scss';

const POLL_MS = 10_000;

/** A follow-up with a doctor of an internet hospital: asked here, answered below. */
export default function ConsultPage() {
  const isPatient = useMe()?.role === 'patient';
  const mine = useRead(listConsultations, {}, { enabled: isPatient, pollMs: POLL_MS });
  const prescriptions = useRead(listPrescriptions, {}, { enabled: isPatient });
  const handedIn = (prescriptions.data?.items ?? []).filter(({ status }) => status !== 'withdrawn');
  useLive(['prescription'], () => void (isPatient && mine.refetch()));
  return (
    <PageShell title='互联网复诊' onRefresh={async () => isPatient && mine.refetch()}>
      <PatientsOnly what='互联网复诊'>
        <QueryView query={mine}>
          {({ offered, consultations }) => (
            <>
              {!offered && <Notice tone='warning'>暂时没有可用的互联网医院，请到医院复诊。</Notice>}
              {consultations.length > 0 && <SectionTitle>我的复诊</SectionTitle>}
              {consultations.map((each) => (
                <ConsultationCard
                  key={each.id}
                  it={each}
                  handedIn={handedIn.find(({ traceCode }) => traceCode === each.traceCode)?.id}
                />
              ))}
              {offered && !consultations.some(({ status }) => status === 'asked') && (
                <Again first={consultations.length === 0} />
              )}
            </>
          )}
        </QueryView>
      </PatientsOnly>
    </PageShell>
  );
}

/** The form at once for whom it is the first time; below an answer it would only be in the way. */
function Again({ first }: { first: boolean }) {
  const [asking, setAsking] = useState(first);
  if (asking) return <Ask />;
  return (
    <Button id='ask-again' block kind='plain' onTap={() => setAsking(true)}>
      再发起一次复诊
    </Button>
  );
}

function Ask() {
  const [person, setPerson] = useState<MedicinePerson | null>(null);
  const [diagnosis, setDiagnosis] = useState('');
  const [institution, setInstitution] = useState('');
  const [on, setOn] = useState('');
  const [complaint, setComplaint] = useState('');
  const [guardianPresent, setGuardian] = useState(false);
  const [tried, setTried] = useState(false);
  const start = useAct(startConsultation, { changes: [listConsultations] });
  const faults = {
    person: person ? undefined : '请选择用药人',
    diagnosis: diagnosis.trim().length >= 2 ? undefined : '请填写医生以前的诊断',
    institution: institution.trim().length >= 2 ? undefined : '请填写上次就诊的医院',
    on: LocalDate.safeParse(on).success ? undefined : '请按 2026-11-22 的样子填写',
    complaint: complaint.trim().length >= 4 ? undefined : '请写几个字说明现在的情况',
  };
  const send = () => {
    setTried(true);
    if (Object.values(faults).some(Boolean) || !person) return;
    const lastVisit = { institution, on };
    start.mutate({ personId: person.id, complaint, diagnosis, lastVisit, guardianPresent });
  };
  const error = (name: keyof typeof faults) => (tried ? faults[name] : undefined);
  return (
    <>
      <Notice tone='info'>
        只限复诊：医生以前诊断过、病情稳定的病。第一次出现的不适、加重或急症，请到医院就诊；胸痛、呼吸困难请拨打
        120。
      </Notice>
      <PersonPicker chosen={person?.id ?? ''} onChoose={setPerson} error={error('person')} />
      <Field label='医生以前的诊断' required error={error('diagnosis')}>
        <TextInput
          id='diagnosis'
          label='诊断'
          placeholder='例如 原发性高血压'
          value={diagnosis}
          onChange={setDiagnosis}
        />
      </Field>
      <Field label='上次就诊的医院' required error={error('institution')}>
        <TextInput
          id='last-hospital'
          label='医院'
          value={institution}
          onChange={setInstitution}
          maxLength={60}
        />
      </Field>
      <Field label='上次就诊日期' required error={error('on')}>
        <TextInput
          id='last-visit'
          label='日期'
          placeholder='例如 2026-10-20'
          value={on}
          onChange={setOn}
          maxLength={10}
        />
      </Field>
      <Field label='现在的情况' required error={error('complaint')}>
        <TextInput
          id='complaint'
          label='情况'
          multiline
          maxLength={300}
          value={complaint}
          onChange={setComplaint}
        />
      </Field>
      {person && person.age < GUARDIAN_PRESENT_UNDER_YEARS && (
        <Rows>
          <Row
            title='监护人正在孩子身边'
            note='6 岁以下的孩子复诊，监护人必须在场'
            value={
              <Switch
                id='guardian-present'
                label='监护人在场'
                checked={guardianPresent}
                onChange={setGuardian}
              />
            }
          />
        </Rows>
      )}
      {start.error && <Notice tone='danger'>{problemOf(start.error).detail}</Notice>}
      <Button id='ask-doctor' block loading={start.isPending} onTap={send}>
        请医生复诊
      </Button>
    </>
  );
}
