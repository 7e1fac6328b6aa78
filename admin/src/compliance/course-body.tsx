import { Link } from 'react-router-dom';
import type { CoursePrescription, PrescriptionCourse } from '@xinglin/shared/compliance/course-contract';
import { recordKindText, type KeptRecord } from '@xinglin/shared/compliance/retention-contract';
import { exactTimeText } from '@xinglin/shared/kernel/time';
import {
  prescriptionSourceText,
  prescriptionStatusText,
  refusalReasonText,
} from '@xinglin/shared/prescription/contract';
import { durationText, verdictText } from '@xinglin/shared/prescription/record';
import { CourseDispensing } from './course-dispensing.tsx';
import { Facts, Part } from './course-parts.tsx';
import { CourseSteps } from './course-steps.tsx';
import { courseOf } from './words.ts';

/** Everything about one prescription as plain tables, the same on the screen and on paper. */
export function CourseBody({ course }: { course: PrescriptionCourse }) {
  const { prescription, kept } = course;
  return (
    <div className='course'>
      {prescription ? (
        <>
          <Prescribed it={prescription} />
          <Decided it={prescription} />
        </>
      ) : (
        <Part title='处方内容'>
          <p>保存期满后已销毁，只保留操作记录与保存记录。</p>
        </Part>
      )}
      <CourseDispensing course={course} />
      <Part title='保存期限'>
        {kept.length === 0 && <p>还没有保存记录。</p>}
        {kept.length > 0 && <Kept kept={kept} />}
      </Part>
      <CourseSteps course={course} />
    </div>
  );
}

const Kept = ({ kept }: { kept: KeptRecord[] }) => (
  <table>
    <thead>
      <tr>
        <th>记录</th>
        <th>编号</th>
        <th>至少保存至</th>
        <th>依据</th>
        <th>冻结与销毁</th>
      </tr>
    </thead>
    <tbody>
      {kept.map(({ id, kind, number, keepUntil, rule, hold, destroyedAt }) => (
        <tr key={id}>
          <td>{recordKindText[kind]}</td>
          <td>{number}</td>
          <td className='number'>{keepUntil}</td>
          <td>保存规则 {rule}</td>
          <td>
            {hold && `${exactTimeText(hold.at)} 由 ${hold.byName} 冻结：${hold.reason}`}
            {destroyedAt && `${exactTimeText(destroyedAt)} 已销毁`}
            {!hold && !destroyedAt && '—'}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

const Other = ({ id, traceCode }: { id: string; traceCode: string }) => (
  <Link to={courseOf(id)}>{traceCode}</Link>
);

const SEX: Record<string, string> = { female: '女', male: '男' };

const Prescribed = ({ it }: { it: CoursePrescription }) => (
  <Part title='处方内容'>
    <Facts
      facts={[
        ['状态', prescriptionStatusText[it.status]],
        ['来源', `${prescriptionSourceText[it.source]}${it.imageCount ? `（${it.imageCount} 张照片）` : ''}`],
        ['用药人', `${it.patientName}，${SEX[it.patientSex] ?? it.patientSex}，${it.patientAge} 岁`],
        ['证件号码', it.idNoMasked || '—'],
        ['开具', `${it.institution} ${it.prescriber}`],
        [
          '诊断',
          it.diagnoses.map(({ code, name }) => (code ? `${name}（${code}）` : name)).join('；') || '—',
        ],
        ['开具时间', exactTimeText(it.issuedAt)],
        ['有效至', exactTimeText(it.validUntil)],
        ['提交时间', exactTimeText(it.submittedAt)],
        [
          '开方签名',
          it.issuer ? `${it.issuer.alg}，证书 ${it.issuer.certSerial}` : '纸质处方，由药师核对签章',
        ],
        ...(it.replaces ? [['修改前的处方', <Other key='before' {...it.replaces} />] as const] : []),
        ...(it.replacedBy ? [['修改后的处方', <Other key='after' {...it.replacedBy} />] as const] : []),
      ]}
    />
    <table>
      <thead>
        <tr>
          <th>药品</th>
          <th>规格</th>
          <th>用法</th>
          <th>数量</th>
          <th>药师意见</th>
        </tr>
      </thead>
      <tbody>
        {it.items.length === 0 && (
          <tr>
            <td colSpan={5}>照片上的药品没有录入。</td>
          </tr>
        )}
        {it.items.map((item, index) => (
          <tr key={index}>
            <td>{item.genericName}</td>
            <td>{item.strength}</td>
            <td>{`一次 ${item.dose}${item.unit}，一日 ${item.timesPerDay} 次，${item.days} 天`}</td>
            <td>{`${item.quantity}${item.unit}`}</td>
            <td>{item.refusedFor ? `不予调配：${refusalReasonText[item.refusedFor]}` : '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </Part>
);

function Decided({ it }: { it: CoursePrescription }) {
  const { decision, signature } = it;
  if (!decision)
    return (
      <Part title='药师决定'>
        <p>药师还没有作出决定。</p>
      </Part>
    );
  return (
    <Part title='药师决定'>
      <Facts
        facts={[
          ['结果', verdictText(decision)],
          ['药师', `${decision.pharmacist.name}，注册证号 ${decision.pharmacist.licenceNo}`],
          ['决定时间', exactTimeText(decision.decidedAt)],
          ['用时', paceText(it)],
          ['药师说明', decision.note ?? '—'],
          ['预检规则', `${decision.rulesVersion}；没有核对到的 ${decision.notCoveredCount} 项`],
          [
            '药师签名',
            signature ? (
              <span className={signature.holds ? 'right' : 'wrong'}>
                {signature.holds
                  ? `有效：${signature.alg}，证书 ${signature.certSerial}，${exactTimeText(signature.signedAt)}`
                  : '无效：处方或决定的内容与签名时不一致'}
              </span>
            ) : (
              '没有签名（签名覆盖全部决定以前的不通过）'
            ),
          ],
        ]}
      />
      <ul>
        {decision.items.map(({ text, confirmed }) => (
          <li key={text}>{`${text}：${confirmed ? '已确认' : '未确认'}`}</li>
        ))}
        {decision.machine
          .filter(({ note }) => note)
          .map(({ text, outcome, note }) => (
            <li key={text}>{`系统预检“${text}”：${outcome}。${note}`}</li>
          ))}
        {decision.questions.map(({ asked, answered }) => (
          <li key={`${asked}/${answered}`}>
            {asked ? `问：${asked} 答：${answered}` : `患者留言：${answered}`}
          </li>
        ))}
      </ul>
    </Part>
  );
}

const paceText = ({ seconds, floorSeconds, tooFast }: CoursePrescription) =>
  seconds === null
    ? '—'
    : `${durationText(seconds)}${tooFast ? `，短于阅读所需的 ${durationText(floorSeconds ?? 0)}` : ''}`;
