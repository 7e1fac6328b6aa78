import { View } from '@tarojs/components';
import { Button } from '../ui/index.ts';
import './list-end.scss';

type Props = {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  more: () => void;
};

/** The foot of a list that grows: more, or the end. */
export function ListEnd({ hasNextPage, isFetchingNextPage, isFetchNextPageError, more }: Props) {
  if (!hasNextPage) return <View className='list-end'>没有更多了</View>;
  return (
    <View className='list-end'>
      <Button id='more' kind='text' loading={isFetchingNextPage} onTap={more}>
        {isFetchNextPageError ? '没能加载，再试一次' : isFetchingNextPage ? '正在加载' : '加载更多'}
      </Button>
    </View>
  );
}
