import { useState } from 'react';
import { readIdNumber } from '@xinglin/shared/identity/id-number';
import {
  Relation,
  addPerson,
  changePerson,
  listPersons,
  needsGuardian,
  relationText,
  type MedicinePerson,
} from '@xinglin/shared/identity/person';
import { shanghaiDate } from '@xinglin/shared/kernel/time';
import { problemOf } from '../../client/problem-of.ts';
import { useAct } from '../../client/use-endpoint.ts';
import { Button, Choices, Field, Notice, Row, Rows, Sheet, Switch, TextInput } from '../../ui/index.ts';

type Props = { person: MedicinePerson | null; onClose: () => void };

/** Adds a person, or corrects one; for a child the guardian agrees here, apart from everything else. */
export function PersonSheet({ person, onClose }: Props) {
  const [name, setName] = useState(person?.name ?? '');
  const [idNo, setIdNo] = useState('');
  const [relation, setRelation] = useState<Relation>(person?.relation ?? 'self');
  const [guardian, setGuardian] = useState(false);
  const [tried, setTried] = useState(false);
  const options = { changes: [listPersons], onDone: onClose };
  const add = useAct(addPerson, options);
  const change = useAct(changePerson, options);
  const act = person ? change : add;

  const facts = readIdNumber(idNo);
  const birthDate = facts?.birthDate ?? person?.birthDate;
  const child = birthDate !== undefined && needsGuardian(birthDate, shanghaiDate(Date.now()));
  const faults = {
    name: name.trim().length >= 2 ? undefined : '请填写身份证上的姓名',
    idNo: facts || (person && idNo === '') ? undefined : '身份证号码有误，请逐位核对',
  };
  const save = () => {
    setTried(true);
    if (faults.name || faults.idNo) return;
    const given = { name: name.trim(), relation, guardianConsent: child && guardian };
    if (person) change.mutate({ id: person.id, ...given, ...(idNo ? { idNo } : {}) });
    else add.mutate({ ...given, idNo });
  };
  return (
    <Sheet
      open
      onClose={onClose}
      title={person ? '修改用药人' : '添加用药人'}
      footer={
        <Button id='save-person' block loading={act.isPending} onTap={save}>
          保存
        </Button>
      }
    >
      <Field label='姓名' required error={tried ? faults.name : undefined}>
        <TextInput id='person-name' label='姓名' value={name} onChange={setName} maxLength={20} />
      </Field>
      <Field
        label='身份证号码'
        hint={person ? `现在是 ${person.idNoMasked}，不改就留空` : '加密保存，只用来核对处方上的人'}
        required={!person}
        error={tried ? faults.idNo : undefined}
      >
        <TextInput
          id='person-id'
          label='身份证号码'
          type='idcard'
          value={idNo}
          onChange={setIdNo}
          maxLength={20}
        />
      </Field>
      <Field label='与我的关系' required>
        <Choices
          chosen={[relation]}
          onChange={([one]) => one && setRelation(one)}
          options={Relation.options.map((value) => ({ value, text: relationText[value] }))}
        />
      </Field>
      {child && (
        <Rows>
          <Row
            title='我是监护人，同意处理孩子的个人信息'
            note='未满 14 周岁，须由父母或其他监护人单独同意'
            value={<Switch id='guardian' label='监护人同意' checked={guardian} onChange={setGuardian} />}
          />
        </Rows>
      )}
      {act.error && <Notice tone='danger'>{problemOf(act.error).detail}。</Notice>}
    </Sheet>
  );
}
