import { View } from '@tarojs/components';
import { price } from '@xinglin/shared/kernel/money';
import { getStore, type Store } from '@xinglin/shared/store/contract';
import { useRead } from '../../client/use-endpoint.ts';
import { phoneCall } from '../../device/phone-call.ts';
import { Button, Notice, QueryView, Row, Rows, Sheet } from '../../ui/index.ts';
import { hoursWord } from './stock-words.ts';

const scopeText: Record<Store['scope'][number], string> = {
  otc: '非处方药',
  rx: '处方药',
  chinese_patent: '中成药',
  refrigerated: '冷藏药品',
  device: '医疗器械',
};

/** Who this store is: hours, pharmacist, licence, fees. */
export function StoreSheet({ storeId, onClose }: { storeId: string | null; onClose: () => void }) {
  const store = useRead(getStore, { id: storeId ?? '' }, { enabled: storeId !== null });
  const phone = store.data?.phone;
  return (
    <Sheet
      open={storeId !== null}
      onClose={onClose}
      title={store.data?.name ?? '门店'}
      footer={
        <Button block disabled={!phone} onTap={() => phone && phoneCall(phone)}>
          打电话给药店
        </Button>
      }
    >
      <QueryView query={store}>{(it) => <Facts store={it} />}</QueryView>
    </Sheet>
  );
}

function Facts({ store }: { store: Store }) {
  const { deliveryFeeFen, freeDeliveryFen, minOrderFen, packagingFeeFen } = store;
  const free = freeDeliveryFen === null ? '' : `，满 ${price(freeDeliveryFen)} 免配送费`;
  return (
    <>
      {!store.openNow && <Notice>现在没有营业，{store.opensNext ?? '暂停营业'}</Notice>}
      <View>
        <Rows>
          <Row icon='location' title={store.address} />
          <Row icon='clock' title={hoursWord(store)} note={`营业时间 ${store.opens}–${store.closes}`} />
          <Row
            icon='shield'
            title={store.pharmacistOnDuty ? '执业药师在岗' : '执业药师此刻不在岗'}
            note={store.pharmacistOnDuty ? '可以调配处方药、解答用药问题' : '暂不能调配处方药'}
          />
          <Row
            icon='rider'
            title={`配送费 ${price(deliveryFeeFen)}${free}`}
            note={`起送 ${price(minOrderFen)}，包装费 ${price(packagingFeeFen)}，拣货约 ${store.pickMinutes} 分钟`}
          />
          <Row
            icon='record'
            title='药品经营许可证'
            note={`${store.licenceNo}，有效期至 ${store.licenceExpires}`}
          />
          <Row icon='pill' title='经营范围' note={store.scope.map((each) => scopeText[each]).join('、')} />
        </Rows>
      </View>
    </>
  );
}
