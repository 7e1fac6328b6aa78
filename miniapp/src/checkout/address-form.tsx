import { go } from '../client/navigate.ts';
import { setContact, usePlace, type Contact } from '../find/place.ts';
import { Field, Row, Rows, TextInput } from '../ui/index.ts';
import type { addressFaults } from './address.ts';

/** Where to bring it and whom to ask for; filled in from the last order. */
export function AddressForm({
  faults,
  pickup = false,
}: {
  faults: ReturnType<typeof addressFaults>;
  pickup?: boolean;
}) {
  const { place, contact } = usePlace();
  const set = (change: Partial<Contact>) => setContact({ ...contact, ...change });
  return (
    <>
      {!pickup && (
        <>
          <Rows>
            <Row
              id='change-place'
              icon='location'
              title={place?.name ?? '选择收货位置'}
              note={faults.place ?? (place?.address || '决定配送费和送达时间')}
              value={place ? '更换' : '去选择'}
              onTap={() => go('/journey/step2-nearby-stock/place/index')}
            />
          </Rows>
          <Field label='详细地址' error={faults.door}>
            <TextInput
              id='address-door'
              value={contact.door}
              onChange={(door) => set({ door })}
              label='详细地址'
              placeholder='路名、门牌、楼号、房间号'
              maxLength={100}
            />
          </Field>
        </>
      )}
      <Field label={pickup ? '取货人' : '收货人'} error={faults.name}>
        <TextInput
          id='address-name'
          value={contact.name}
          onChange={(name) => set({ name })}
          label='收货人'
          placeholder={pickup ? '店员怎样称呼您' : '骑手怎样称呼您'}
          maxLength={20}
        />
      </Field>
      <Field
        label='手机号'
        hint={pickup ? '药配好后可以联系到您' : '骑手只看到打码的号码'}
        error={faults.phone}
      >
        <TextInput
          id='address-phone'
          type='tel'
          value={contact.phone}
          onChange={(phone) => set({ phone })}
          label='手机号'
          placeholder='11 位手机号'
          maxLength={11}
        />
      </Field>
    </>
  );
}
