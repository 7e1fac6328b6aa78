import { ScrollView, View } from '@tarojs/components';
import { useState } from 'react';
import { searchDrugs, type DrugCard } from '@xinglin/shared/catalogue/contract';
import { go } from '../client/navigate.ts';
import { useRead } from '../client/use-endpoint.ts';
import { Card, Empty, Icon, Notice, PageShell, QueryView, Tap, TextInput } from '../ui/index.ts';
import { BasketBar } from './basket-bar.tsx';
import { asItem } from './basket-rules.ts';
import { DrugHead } from './drug-head.tsx';
import { Quantity } from './quantity.tsx';
import { RxNotice } from './rx-notice.tsx';
import { useDebounced } from './use-debounced.ts';
import { a11y } from '../ui/a11y.ts';
import './index.scss';

const TYPING_MS = 300;
const MOST_SHOWN = 50;

/** Finds a drug by name, pinyin, ingredient or complaint, and puts it on the shopping list. */
export default function FindPage() {
  const [words, setWords] = useState('');
  const [category, setCategory] = useState<string>();
  const q = useDebounced(words.trim(), TYPING_MS);
  const found = useRead(
    searchDrugs,
    { q, limit: MOST_SHOWN, ...(category !== undefined && { category }) },
    { keepPrevious: true },
  );
  const again = () => {
    setWords('');
    setCategory(undefined);
  };

  return (
    <PageShell title='找药' tab onRefresh={found.refetch} footer={<BasketBar />}>
      <View className='find-search'>
        <View className='find-search__icon'>
          <Icon name='search' size='small' />
        </View>
        <TextInput
          id='find-words'
          value={words}
          onChange={setWords}
          label='找药'
          placeholder='药品名称、拼音、成分或症状'
          maxLength={60}
          confirmType='search'
        />
        {words !== '' && (
          <Tap className='find-search__clear' label='清空' onTap={() => setWords('')}>
            <Icon name='close' size='small' />
          </Tap>
        )}
      </View>
      <QueryView query={found}>
        {({ items, categories, meant }) => (
          <>
            {q !== '' && meant !== null && (
              <Tap className='find-meant' label={`您是不是要找${meant}`} onTap={() => setWords(meant)}>
                您是不是要找「<View className='find-meant__name'>{meant}</View>」
              </Tap>
            )}
            <Categories names={categories} chosen={category} onChoose={setCategory} />
            {items.length === 0 && (
              <Empty
                icon='search'
                title='没有找到相符的药品'
                text='换个说法试试，比如只输入药名的前两个字，或者直接写症状。处方药请输入药名查找，购买要凭处方'
                action='查看全部'
                onAction={again}
              />
            )}
            {items.map((drug) => (
              <DrugRow key={drug.id} drug={drug} />
            ))}
            {items.length === MOST_SHOWN && (
              <View className='find-more'>只显示前 {MOST_SHOWN} 种，写得更具体可以找得更准</View>
            )}
          </>
        )}
      </QueryView>
    </PageShell>
  );
}

type CategoriesProps = {
  names: readonly string[];
  chosen: string | undefined;
  onChoose: (name: string | undefined) => void;
};

function Categories({ names, chosen, onChoose }: CategoriesProps) {
  const chip = (name: string | undefined) => (
    <Tap
      key={name ?? ''}
      role='tab'
      checked={name === chosen}
      className={`find-category ${name === chosen ? 'find-category--on' : ''}`}
      onTap={() => onChoose(name)}
    >
      {name ?? '全部'}
    </Tap>
  );
  if (names.length === 0) return null;
  return (
    <ScrollView className='find-categories' scrollX enhanced showScrollbar={false}>
      <View className='find-categories__line' {...a11y('tablist', { label: '分类' })}>
        {[undefined, ...names].map(chip)}
      </View>
    </ScrollView>
  );
}

function DrugRow({ drug }: { drug: DrugCard }) {
  return (
    <Card className='find-drug'>
      <Tap
        className='find-drug__what'
        role='link'
        onTap={() => go('/journey/step2-nearby-stock/drug/index', { id: drug.id })}
      >
        <DrugHead drug={drug} />
      </Tap>
      {drug.class === 'rx' ? (
        <RxNotice notice={drug.notice} purchasable={drug.purchasable} />
      ) : (
        <View className='find-drug__act'>
          <View className='find-drug__category'>{drug.category}</View>
          {drug.purchasable ? (
            <Quantity drug={asItem(drug)} />
          ) : (
            drug.notice && <Notice>{drug.notice}</Notice>
          )}
        </View>
      )}
    </Card>
  );
}
