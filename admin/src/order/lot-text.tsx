import { addDays, shanghaiDate, type LocalDate } from '@xinglin/shared/kernel/time';
import { ToneTag } from '../components/tone-tag.tsx';

const NEAR_DAYS = 30;

/** An expiry date, marked when it is past or near. */
export function Expiry({ day }: { day: LocalDate }) {
  const today = shanghaiDate(Date.now());
  return (
    <span className='number'>
      {day} {day < today && <ToneTag tone='bad'>已过期</ToneTag>}
      {day >= today && day <= addDays(today, NEAR_DAYS) && <ToneTag tone='waiting'>近效期</ToneTag>}
    </span>
  );
}

/** `批号 L2601 · 效期 2027-01-31 · 取 2`. */
export function LotText({
  lotNo,
  expires,
  quantity,
}: {
  lotNo: string;
  expires: LocalDate;
  quantity: number;
}) {
  return (
    <span className='lot'>
      批号 <strong className='code'>{lotNo}</strong>
      <span>
        效期 <Expiry day={expires} />
      </span>
      <span>
        取 <strong>{quantity}</strong> 件
      </span>
    </span>
  );
}
