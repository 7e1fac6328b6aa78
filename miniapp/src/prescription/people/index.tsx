import { View } from '@tarojs/components';
import { useState } from 'react';
import {
  listPersons,
  relationText,
  removePerson,
  type MedicinePerson,
} from '@xinglin/shared/identity/person';
import { useMe } from '../../client/session.ts';
import { useAct, useRead } from '../../client/use-endpoint.ts';
import { PatientsOnly } from '../../orders/patients-only.tsx';
import { Button, Card, Empty, PageShell, QueryView, Tag, confirm } from '../../ui/index.ts';
import { PersonSheet } from './person-sheet.tsx';
import '../index.scss';

/** The people I buy medicine for. */
export default function PeoplePage() {
  const isPatient = useMe()?.role === 'patient';
  const mine = useRead(listPersons, {}, { enabled: isPatient });
  const [editing, setEditing] = useState<MedicinePerson | 'new' | null>(null);
  return (
    <PageShell
      title='用药人'
      onRefresh={async () => isPatient && mine.refetch()}
      footer={
        isPatient && (
          <Button id='add-person' block onTap={() => setEditing('new')}>
            添加用药人
          </Button>
        )
      }
    >
      <PatientsOnly what='用药人'>
        <QueryView
          query={mine}
          isEmpty={({ persons }) => persons.length === 0}
          empty={
            <Empty
              icon='family'
              title='还没有用药人'
              text='购买处方药须实名。请添加本人，也可以添加家人；未满 14 周岁的孩子由监护人添加'
            />
          }
        >
          {({ persons }) =>
            persons.map((person) => <PersonCard key={person.id} person={person} onEdit={setEditing} />)
          }
        </QueryView>
      </PatientsOnly>
      {editing && (
        <PersonSheet person={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </PageShell>
  );
}

type CardProps = { person: MedicinePerson; onEdit: (person: MedicinePerson) => void };

function PersonCard({ person, onEdit }: CardProps) {
  const { id, name, relation, age, sex, idNoMasked, minor } = person;
  const remove = useAct(removePerson, { changes: [listPersons] });
  const ask = async () => {
    const text = '以后提交处方时不再出现。已经提交的处方按规定保存，不受影响。';
    if (await confirm({ title: `移除 ${name}？`, text, yes: '移除', danger: true }))
      await remove.mutateAsync({ id });
  };
  return (
    <Card>
      <View className='prescription-card'>
        <View className='prescription-card__head'>
          <View className='prescription-card__where'>
            {name}，{sex === 'female' ? '女' : '男'}，{age} 岁
          </View>
          <Tag tone='primary'>{relationText[relation]}</Tag>
        </View>
        <View className='prescription-card__note'>{idNoMasked}</View>
        {minor && <View className='prescription-card__note'>监护人已同意为其处理个人信息</View>}
      </View>
      <View className='person-acts'>
        <Button id={`edit-${id}`} kind='plain' small onTap={() => onEdit(person)}>
          修改
        </Button>
        <Button id={`remove-${id}`} kind='text' small loading={remove.isPending} onTap={ask}>
          移除
        </Button>
      </View>
    </Card>
  );
}
