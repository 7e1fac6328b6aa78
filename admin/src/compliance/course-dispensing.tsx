import type {
  CourseParcel,
  CourseSale,
  PrescriptionCourse,
} from '@xinglin/shared/compliance/course-contract';
import { exactTimeText } from '@xinglin/shared/kernel/time';
import { parcelStatusText } from '@xinglin/shared/order/contract';
import { Facts, Part } from './course-parts.tsx';

/** What left which store on this prescription: who picked, who checked, which lots, under which seal. */
export function CourseDispensing({
  course: { parcels, sale, prescription },
}: {
  course: PrescriptionCourse;
}) {
  const check = prescription?.check;
  return (
    <Part title='调配与交付'>
      {parcels.length === 0 && !sale && <p>{prescription ? '还没有调配。' : '没有调配记录。'}</p>}
      {check && (
        <Facts
          facts={[
            [
              '调配复核',
              `${check.by}，${exactTimeText(check.at)}${check.alone ? `（一人在岗，理由：${check.alone}）` : ''}`,
            ],
          ]}
        />
      )}
      {parcels.map((parcel) => (
        <Parcel key={parcel.id} parcel={parcel} />
      ))}
      {sale && <Counter sale={sale} />}
    </Part>
  );
}

const stateText = ({ status, mode }: CourseParcel) =>
  status === 'delivered' && mode === 'pickup' ? '已在门店取走' : parcelStatusText[status];

const Parcel = ({ parcel }: { parcel: CourseParcel }) => (
  <>
    <Facts
      facts={[
        ['订单号', parcel.orderNo],
        ['包裹号', parcel.parcelNo],
        ['门店', parcel.storeName],
        ['状态', stateText(parcel)],
        ['拣货', parcel.pickedBy ?? '—'],
        ['封签号', parcel.sealNo ?? '—'],
        ['交付时间', parcel.deliveredAt ? exactTimeText(parcel.deliveredAt) : '—'],
      ]}
    />
    <Lots lots={parcel.lots} />
  </>
);

const Counter = ({ sale }: { sale: CourseSale }) => {
  const { register } = sale;
  return (
    <>
      <Facts
        facts={[
          ['门店柜台售出', `${sale.storeName}，${exactTimeText(sale.at)}`],
          ['经手', sale.soldBy],
          ['追溯码', sale.codes.join('、') || '没有扫码'],
          [
            '身份证登记',
            register
              ? `${register.buyerName}，${register.idNumberMasked}，${register.packs} 盒，${exactTimeText(register.at)}`
              : '这种药品不需要登记',
          ],
        ]}
      />
      <Lots lots={sale.lots} />
    </>
  );
};

type Lot = { name: string; lotNo: string; quantity: number; expires?: string };

const Lots = ({ lots }: { lots: Lot[] }) =>
  lots.length === 0 ? null : (
    <table>
      <thead>
        <tr>
          <th>药品</th>
          <th>批号</th>
          <th>有效期至</th>
          <th>数量</th>
        </tr>
      </thead>
      <tbody>
        {lots.map(({ name, lotNo, expires, quantity }) => (
          <tr key={`${name}/${lotNo}`}>
            <td>{name}</td>
            <td>{lotNo}</td>
            <td>{expires ?? '—'}</td>
            <td>{quantity}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
