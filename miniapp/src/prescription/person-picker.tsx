import { View } from '@tarojs/components';
import { listPersons, relationText, type MedicinePerson } from '@xinglin/shared/identity/person';
import { go } from '../client/navigate.ts';
import { useRead } from '../client/use-endpoint.ts';
import { Button, Choices, Field, Notice, QueryView } from '../ui/index.ts';

type Props = {
  chosen: string;
  onChoose: (person: MedicinePerson) => void;
  error?: string | undefined;
};

/** For whom it is: one of my persons, by real name; leads to adding one when there is none. */
export function PersonPicker({ chosen, onChoose, error }: Props) {
  const mine = useRead(listPersons, {});
  const manage = () => go('/prescription/people/index');
  return (
    <Field label='用药人' hint='网上购买处方药须实名，姓名要与处方一致' required error={error}>
      <QueryView query={mine}>
        {({ persons }) => (
          <View className='person-picker'>
            {persons.length === 0 && <Notice tone='info'>还没有用药人，请先添加本人或家人。</Notice>}
            <Choices
              layout='rows'
              chosen={chosen ? [chosen] : []}
              onChange={([id]) => {
                const person = persons.find((each) => each.id === id);
                if (person) onChoose(person);
              }}
              options={persons.map(({ id, name, relation, age }) => ({
                value: id,
                text: `${name}（${relationText[relation]}）`,
                note: `${age} 岁`,
              }))}
            />
            <Button id='manage-people' kind='plain' onTap={manage}>
              {persons.length === 0 ? '添加用药人' : '管理用药人'}
            </Button>
          </View>
        )}
      </QueryView>
    </Field>
  );
}
