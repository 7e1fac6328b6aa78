import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useRef, useState } from 'react';
import { placeOrder } from '@xinglin/shared/order/contract';
import { dateTimeText, shanghaiTime } from '@xinglin/shared/kernel/time';
import { fulfilmentModeText, getPlan, type Plan, type PlanOption } from '@xinglin/shared/pricing/contract';
import { back, goInstead } from '../client/navigate.ts';
import { useAct, useRead } from '../client/use-endpoint.ts';
import { takeOff } from '../find/basket.ts';
import { drugsOf } from '../find/basket-rules.ts';
import { usePlace } from '../find/place.ts';
import { leftText, useNow } from '../find/use-now.ts';
import { billOf } from '../journey/step3-price-comparison/bill.ts';
import { BillParcel } from '../journey/step3-price-comparison/bill-parcel.tsx';
import {
  Button,
  Card,
  Empty,
  Icon,
  Notice,
  PageShell,
  Price,
  QueryView,
  Row,
  Rows,
  SectionTitle,
  Tap,
  toast,
} from '../ui/index.ts';
import { addressFaults, addressOf } from './address.ts';
import { AddressForm } from './address-form.tsx';
import { ConsentSheet } from './consent-sheet.tsx';
import { OrderRefused } from './order-refused.tsx';
import { useConsent, type Chosen } from './use-consent.ts';
import './index.scss';

type Params = { planId: string; optionKey: string };

/** Another plan is needed: back to the comparison, or to a new one where the page was opened by itself. */
const compareAgain = () =>
  Taro.getCurrentPages().length > 1 ? back() : goInstead('/journey/step3-price-comparison/index');

/** The plan becomes an order: where to, what, for how much, and the one thing that must be known before. */
export default function CheckoutPage() {
  const { planId = '', optionKey = '' } = useRouter<Params>().params;
  const [chosen, setChosen] = useState({ planId, optionKey });
  const plan = useRead(getPlan, { id: chosen.planId });
  const option = plan.data?.options.find(({ key }) => key === chosen.optionKey);
  const checkout = useCheckout(plan.data, option, setChosen);
  const left = leftText(plan.data?.lockedUntil ?? '', useNow());
  const over = plan.data !== undefined && left === null;

  return (
    <PageShell
      title='确认订单'
      onRefresh={plan.refetch}
      footer={option && <Foot option={option} left={left} checkout={checkout} />}
    >
      <QueryView query={plan}>
        {(shown) =>
          option ? (
            <>
              {over && <Notice>锁价时间到了。提交时会按现在的价格再核对，贵了会先问您。</Notice>}
              {checkout.moved && <Moved />}
              {plan.data && <Way plan={plan.data} />}
              <AddressForm faults={checkout.shownFaults} pickup={plan.data?.mode === 'pickup'} />
              <SectionTitle>药品与费用</SectionTitle>
              <View className='checkout-parcels'>
                {option.parcels.map((parcel) => (
                  <BillParcel key={parcel.storeId} plan={shown} parcel={parcel} />
                ))}
              </View>
              <Total option={option} />
              <NoReturn accepted={checkout.accepted} onChange={checkout.setAccepted} />
              {checkout.order.error && <OrderRefused error={checkout.order.error} onCompare={compareAgain} />}
              {checkout.consent && (
                <ConsentSheet
                  changes={checkout.consent.changes}
                  busy={checkout.order.isPending}
                  onAgree={checkout.agree}
                  onCompare={compareAgain}
                  onClose={checkout.decline}
                />
              )}
            </>
          ) : (
            <Empty
              icon='cart'
              title='没有找到这个方案'
              text='请重新比价'
              action='重新比价'
              onAction={compareAgain}
            />
          )
        }
      </QueryView>
    </PageShell>
  );
}

function useCheckout(
  plan: Plan | undefined,
  option: PlanOption | undefined,
  choose: (chosen: Chosen) => void,
) {
  const { place, contact } = usePlace();
  const plannedFor = useRef(place?.point);
  const [accepted, setAccepted] = useState(false);
  const [tried, setTried] = useState(false);
  const order = useAct(placeOrder, {
    onDone: async ({ id }) => {
      if (option) takeOff(drugsOf(option));
      await goInstead('/checkout/pay/index', { orderId: id });
    },
  });
  const submitTo = (chosen: Chosen) => {
    if (!place) return;
    order.mutate(
      { ...chosen, address: addressOf(place, contact, plan?.mode), acceptsNoReturn: true },
      // What went wrong stands at the foot of the page, which may be out of sight.
      { onError: (error) => void renewal.refused(error, chosen) },
    );
  };
  const renewal = useConsent(submitTo, choose);
  const faults = addressFaults(place, contact, plan?.mode);
  const submit = () => {
    setTried(true);
    const [fault] = Object.values(faults);
    if (fault) return toast(fault);
    if (!accepted) return toast('请先阅读并勾选退换说明');
    if (plan && option) submitTo({ planId: plan.id, optionKey: option.key });
  };
  const moved = JSON.stringify(plannedFor.current) !== JSON.stringify(place?.point);
  return { order, submit, accepted, setAccepted, shownFaults: tried ? faults : {}, moved, ...renewal };
}

/** How it was compared, and so how it comes; another way is another comparison. */
function Way({ plan: { mode, slot } }: { plan: Plan }) {
  const note = slot
    ? `${dateTimeText(slot.from)}–${shanghaiTime(slot.to)} 送到`
    : mode === 'pickup'
      ? '药配好后给您取货码，到柜台报码取药'
      : '药配好就送';
  return (
    <Rows>
      <Row
        id='checkout-mode'
        icon={mode === 'pickup' ? 'store' : mode === 'scheduled' ? 'clock' : 'rider'}
        title={fulfilmentModeText[mode]}
        note={note}
        value='更改'
        onTap={compareAgain}
      />
    </Rows>
  );
}

function Moved() {
  return (
    <Card tone='warning'>
      <View className='checkout-moved'>收货位置变了，配送费、送达时间和有货的药店也会变。</View>
      <Button id='compare-again' small onTap={compareAgain}>
        按新位置重新比价
      </Button>
    </Card>
  );
}

function Total({ option }: { option: PlanOption }) {
  return (
    <Card>
      {billOf(option).map(({ name, fen }) => (
        <View key={name} className='checkout-row'>
          <View>{name}</View>
          <Price fen={fen} size='small' />
        </View>
      ))}
      {option.platformCouponTitle && (
        <View className='checkout-note'>含平台优惠券：{option.platformCouponTitle}</View>
      )}
      <View className='checkout-row checkout-row--total'>
        <View>应付</View>
        <Price fen={option.totalFen} />
      </View>
    </Card>
  );
}

function NoReturn({ accepted, onChange }: { accepted: boolean; onChange: (accepted: boolean) => void }) {
  return (
    <Card tone='accent'>
      <View className='checkout-rule__title'>药品不支持无理由退换</View>
      <View className='checkout-rule__text'>
        按《药品经营质量管理规范》，除药品质量原因外，药品售出后不得退换。送到时如果封签破损、送错或有质量问题，请当场拒收，全额退款。付款前可以随时取消。
      </View>
      <Tap
        className='checkout-rule__check'
        role='switch'
        checked={accepted}
        id='accept-no-return'
        onTap={() => onChange(!accepted)}
      >
        <View className={`checkout-rule__box ${accepted ? 'checkout-rule__box--on' : ''}`}>
          {accepted && <Icon name='check' size='small' />}
        </View>
        <View className='checkout-rule__words'>我已知晓，并同意</View>
      </Tap>
    </Card>
  );
}

type FootProps = { option: PlanOption; left: string | null; checkout: ReturnType<typeof useCheckout> };

function Foot({ option, left, checkout }: FootProps) {
  return (
    <>
      <View className='checkout-foot'>
        <Price fen={option.totalFen} />
        <View className='checkout-foot__left'>{left === null ? '提交时核对价格' : `锁价剩 ${left}`}</View>
      </View>
      <Button
        id='place-order'
        block
        loading={checkout.order.isPending}
        disabled={checkout.moved}
        onTap={checkout.submit}
      >
        提交订单
      </Button>
    </>
  );
}
