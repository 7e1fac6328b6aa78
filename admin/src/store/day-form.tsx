import { App, Button, Card, DatePicker, Form, Radio, TimePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { addDays, shanghaiDate } from '@xinglin/shared/kernel/time';
import { listStoreDays, putStoreDay } from '@xinglin/shared/store/contract';
import { useAct } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { dayText, hoursText } from './words.ts';

type Filled = {
  which: 'day' | 'holiday';
  day?: Dayjs;
  how: 'closed' | 'hours' | 'round';
  opens?: Dayjs;
  closes?: Dayjs;
};

const timeOf = (time: Dayjs | undefined) => time?.format('HH:mm') ?? null;
const hoursOf = ({ how, opens, closes }: Partial<Filled>) =>
  how === 'round'
    ? { opens: '00:00', closes: '24:00' }
    : how === 'hours'
      ? { opens: timeOf(opens), closes: timeOf(closes) }
      : { opens: null, closes: null };

/** One day, or all statutory holidays, with other hours. Under the form stands in words what will be saved. */
export function DayForm() {
  const [form] = Form.useForm<Filled>();
  const { message } = App.useApp();
  const saving = useAct(putStoreDay, { changes: [listStoreDays] });
  const filled: Partial<Filled> = Form.useWatch([], form) ?? {};
  const save = async (values: Filled) => {
    const day = values.which === 'holiday' ? 'holiday' : values.day!.format('YYYY-MM-DD');
    const hours = hoursOf(values);
    await saving.mutateAsync({ day, ...hours }).then(
      () => {
        void message.success(`已保存：${dayText(day)} ${hoursText(hours)}`);
        form.resetFields();
      },
      // Shown under the form.
      () => undefined,
    );
  };
  return (
    <Card size='small' title={<h2>添加或修改一天</h2>}>
      {/* Enter ends a typed date or time; it must not also save: the first choice is to close the store that day. */}
      <Form<Filled>
        form={form}
        layout='vertical'
        requiredMark={false}
        initialValues={{ which: 'day', how: 'closed' }}
        onKeyDown={(event) =>
          event.key === 'Enter' && event.target instanceof HTMLInputElement && event.preventDefault()
        }
        onFinish={save}
      >
        <WhichDay which={filled.which ?? 'day'} />
        <WhichHours how={filled.how ?? 'closed'} />
        <p className='hint' aria-live='polite'>
          {preview(filled)}
        </p>
        <Button id='save-day' type='primary' htmlType='submit' loading={saving.isPending}>
          保存
        </Button>
      </Form>
      {saving.isError && <ErrorBlock error={saving.error} />}
    </Card>
  );
}

function WhichDay({ which }: { which: Filled['which'] }) {
  return (
    <>
      <Form.Item name='which' label='哪天'>
        <Radio.Group
          options={[
            { value: 'day', label: '某一天' },
            { value: 'holiday', label: '所有法定节假日（春节、国庆等，单独写了的日子除外）' },
          ]}
        />
      </Form.Item>
      {which === 'day' && (
        <Form.Item name='day' htmlFor='special-day' rules={[{ required: true, message: '请选择日期' }]}>
          <DatePicker
            id='special-day'
            placeholder='选择日期'
            format='YYYY-MM-DD'
            minDate={dayjs(shanghaiDate(Date.now()))}
            maxDate={dayjs(addDays(shanghaiDate(Date.now()), 400))}
          />
        </Form.Item>
      )}
    </>
  );
}

function WhichHours({ how }: { how: Filled['how'] }) {
  return (
    <>
      <Form.Item name='how' label='怎么营业'>
        <Radio.Group
          options={[
            { value: 'closed', label: '全天休息' },
            { value: 'hours', label: '改时间' },
            { value: 'round', label: '24 小时营业' },
          ]}
        />
      </Form.Item>
      {how === 'hours' && (
        <div className='page-actions'>
          <Time name='opens' label='开门' />
          <Time name='closes' label='关门（早于开门就是次日）' />
        </div>
      )}
    </>
  );
}

function Time({ name, label }: { name: 'opens' | 'closes'; label: string }) {
  return (
    <Form.Item
      name={name}
      htmlFor={`special-${name}`}
      label={label}
      rules={[{ required: true, message: '请选择时间' }]}
    >
      <TimePicker
        id={`special-${name}`}
        format='HH:mm'
        minuteStep={5}
        needConfirm={false}
        placeholder='选择时间'
      />
    </Form.Item>
  );
}

function preview(filled: Partial<Filled>): string {
  const { which, day, how } = filled;
  const when = which === 'holiday' ? dayText('holiday') : day ? dayText(day.format('YYYY-MM-DD')) : null;
  const hours = hoursOf(filled);
  if (!when || (how === 'hours' && (hours.opens === null || hours.closes === null)))
    return '选好日期和时间后，这里会写明将要保存的内容。';
  const closed = hours.opens === null ? '，这天小程序不会接本店的单' : '';
  return `将要保存：${when} ${hoursText(hours)}${closed}。`;
}
