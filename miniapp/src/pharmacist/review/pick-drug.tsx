import { useState } from 'react';
import { RX_NOTICE, searchDrugs, type DrugCard } from '@xinglin/shared/catalogue/contract';
import { useRead } from '../../client/use-endpoint.ts';
import { useDebounced } from '../../find/use-debounced.ts';
import { Empty, QueryView, Row, Rows, Sheet, TextInput } from '../../ui/index.ts';

type Props = { onPick: (drug: DrugCard) => void; onClose: () => void };

/** A drug of the catalogue, by name, alias or first letters; nothing else can be written down. */
export function PickDrug({ onPick, onClose }: Props) {
  const [words, setWords] = useState('');
  const q = useDebounced(words.trim(), 300);
  const found = useRead(searchDrugs, { q }, { enabled: q.length > 0, keepPrevious: true });
  return (
    <Sheet open onClose={onClose} title='从目录选择药品'>
      <TextInput
        id='drug-words'
        label='药名'
        placeholder='通用名、别名或拼音首字母'
        value={words}
        onChange={setWords}
        confirmType='search'
        focus
      />
      {q.length > 0 && (
        <QueryView
          query={found}
          isEmpty={({ items }) => items.length === 0}
          empty={
            <Empty
              icon='search'
              title='目录里没有这种药'
              text='请换个名字再找。确实没有时，请选择“不通过”，并告诉患者到其他药店购买'
            />
          }
        >
          {({ items }) => (
            <Rows>
              {items.map((drug) => (
                <Row
                  key={drug.id}
                  id={`drug-${drug.code}`}
                  title={`${drug.genericName} ${drug.strength}`}
                  note={noteOf(drug)}
                  onTap={() => onPick(drug)}
                />
              ))}
            </Rows>
          )}
        </QueryView>
      )}
    </Sheet>
  );
}

/** That it needs a prescription is known here; that it may not be sold online is not. */
const noteOf = ({ pack, notice }: DrugCard) => (notice && notice !== RX_NOTICE ? `${pack}。${notice}` : pack);
