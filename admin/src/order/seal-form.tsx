import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Form, Input, type InputRef } from 'antd';
import { useEffect, useRef } from 'react';
import {
  getStoreParcel,
  listStoreParcels,
  sealParcel,
  type StoreParcel,
} from '@xinglin/shared/order/store-parcel';
import { readKey, useAct } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';

const SealNo = sealParcel.input.shape.sealNo;

/** The number on the seal that closes the bag; a scanner ends it with Enter, which submits. */
export function SealForm({ parcel }: { parcel: StoreParcel }) {
  const reads = useQueryClient();
  const { message } = App.useApp();
  const field = useRef<InputRef>(null);
  const sealing = useAct(sealParcel, {
    changes: [listStoreParcels],
    onDone: (sealed) => {
      reads.setQueryData(readKey(getStoreParcel, { id: parcel.id }), sealed);
      const next = sealed.mode === 'pickup' ? '等顾客来取' : '等骑手取货';
      void message.success(`已封签 ${sealed.sealNo ?? ''}，${next}`);
    },
  });
  useEffect(() => field.current?.focus(), []);
  return (
    <Card size='small' title={<h2>封签</h2>}>
      <Form<{ sealNo: string }>
        layout='inline'
        requiredMark={false}
        onFinish={({ sealNo }) => sealing.mutate({ id: parcel.id, sealNo })}
      >
        <Form.Item
          name='sealNo'
          htmlFor='seal-no'
          label='封签号'
          normalize={(text: string) => text.toUpperCase().replace(/\s/g, '')}
          validateTrigger='onSubmit'
          rules={[
            {
              validator: async (_, text: unknown) => {
                if (!SealNo.safeParse(text).success)
                  throw new Error('封签号为 6–20 位大写字母、数字或连字符');
              },
            },
          ]}
        >
          <Input
            id='seal-no'
            ref={field}
            autoComplete='off'
            maxLength={20}
            placeholder='扫描封签，或输入后按回车'
            style={{ width: 300 }}
          />
        </Form.Item>
        <Button id='seal' type='primary' htmlType='submit' loading={sealing.isPending}>
          封签
        </Button>
      </Form>
      {sealing.isError && (
        <div className='below'>
          <ErrorBlock error={sealing.error} />
        </div>
      )}
    </Card>
  );
}
