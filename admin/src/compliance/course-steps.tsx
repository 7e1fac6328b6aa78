import {
  linkStateText,
  type CourseStep,
  type PrescriptionCourse,
} from '@xinglin/shared/compliance/course-contract';
import { exactTimeText } from '@xinglin/shared/kernel/time';
import { actionText, isLook } from './action-words.ts';
import { Part } from './course-parts.tsx';
import { auditRoleText } from './words.ts';

/** Every step and every look in the order of the audit trail, each with what its link of the chain says. */
export function CourseSteps({ course: { steps } }: { course: PrescriptionCourse }) {
  const looks = steps.filter(isLook);
  return (
    <>
      <Part title='逐步记录'>
        <Steps steps={steps.filter((step) => !isLook(step))} />
      </Part>
      <Part title={`查阅记录（${looks.length} 次）`}>
        <Steps steps={looks} />
      </Part>
    </>
  );
}

const ABOUT: Record<CourseStep['about'], string> = {
  prescription: '处方',
  order: '订单',
  parcel: '包裹',
  sale: '柜台销售',
};
const USES: Record<string, string> = { screen: '屏幕查看', print: '打印', export: '导出' };

function detailOf({ data }: CourseStep): string {
  if (!data) return '';
  if (data['tooFast']) return `用时 ${String(data['seconds'])} 秒，下限 ${String(data['floor'])} 秒`;
  return USES[String(data['use'])] ?? '';
}

const Steps = ({ steps }: { steps: CourseStep[] }) =>
  steps.length === 0 ? (
    <p>没有。</p>
  ) : (
    <table>
      <thead>
        <tr>
          <th>审计序号</th>
          <th>时间</th>
          <th>操作人</th>
          <th>对象</th>
          <th>做了什么</th>
          <th>核验</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step, index) => (
          <tr key={step.seq ?? `x${index}`}>
            <td className='number'>{step.seq ?? '—'}</td>
            <td className='number'>{exactTimeText(step.at)}</td>
            <td>
              {step.role === 'system' ? '系统' : `${step.actorName ?? '未知'}（${auditRoleText(step.role)}）`}
            </td>
            <td>{ABOUT[step.about]}</td>
            <td>
              {actionText(step)}
              {detailOf(step) && <span className='hint'>（{detailOf(step)}）</span>}
            </td>
            <td className={step.link === 'holds' ? 'right' : 'wrong'}>{linkStateText[step.link]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
