import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { Alert, Button, Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useParams } from 'react-router-dom';
import { getPrescriptionCourse, type PrescriptionCourse } from '@xinglin/shared/compliance/course-contract';
import { exactTimeText } from '@xinglin/shared/kernel/time';
import { saveFile } from '../client/save-file.ts';
import { useAct, useRead } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { Page } from '../components/page.tsx';
import { ChainCheck } from './chain-check.tsx';
import { CourseBody } from './course-body.tsx';

/** What an inspector asks about one prescription; reading, printing and exporting it are each on record. */
export function PrescriptionCoursePage() {
  const { id = '' } = useParams();
  // Read once a visit: each read is a line in the audit trail.
  const read = useRead(getPrescriptionCourse, { id }, { once: true });
  const course = read.data;
  const [paper, setPaper] = useState<PrescriptionCourse>();
  const print = useAct(getPrescriptionCourse, { onDone: setPaper });
  const save = useAct(getPrescriptionCourse, {
    onDone: (it) => saveFile(`处方全程记录-${it.number}.json`, JSON.stringify(it, null, 2)),
  });
  useEffect(() => {
    if (!paper) return;
    window.print();
    setPaper(undefined);
  }, [paper]);
  const failed = print.error ?? save.error;
  return (
    <Page
      title={`处方全程记录${course ? ` ${course.number}` : ''}`}
      intro='从提交到调配的每一步：谁、什么时候、依据什么。查阅、打印、导出都会留下审计记录。'
      actions={
        <>
          <Button
            icon={<DownloadOutlined aria-hidden />}
            disabled={!course}
            loading={save.isPending}
            onClick={() => save.mutate({ id, use: 'export' })}
          >
            导出（含签名原文）
          </Button>
          <Button
            type='primary'
            icon={<PrinterOutlined aria-hidden />}
            disabled={!course}
            loading={print.isPending}
            onClick={() => print.mutate({ id, use: 'print' })}
          >
            打印
          </Button>
        </>
      }
    >
      {failed && <ErrorBlock error={failed} />}
      {read.isError && <ErrorBlock error={read.error} onRetry={read.refetch} />}
      {read.isPending && <Skeleton active paragraph={{ rows: 10 }} />}
      {course && (
        <>
          <Verdict course={course} />
          <ChainCheck />
          <CourseBody course={course} />
        </>
      )}
      {paper &&
        createPortal(
          <div className='print-sheet' aria-hidden>
            <div className='print-title'>处方全程记录 {paper.number}</div>
            <div className='print-facts'>
              <span>{`打印 ${exactTimeText(paper.readAt)}，${paper.readBy}`}</span>
              <span>{verdictText(paper)}</span>
            </div>
            <CourseBody course={paper} />
          </div>,
          document.body,
        )}
    </Page>
  );
}

const brokenIn = ({ steps }: PrescriptionCourse) => steps.filter(({ link }) => link !== 'holds').length;
const isWhole = (course: PrescriptionCourse) =>
  brokenIn(course) === 0 && course.prescription?.signature?.holds !== false;

function verdictText(course: PrescriptionCourse): string {
  const broken = brokenIn(course);
  const signature = course.prescription?.signature;
  return [
    broken === 0 ? `${course.steps.length} 条操作记录都与写入时一致` : `${broken} 条操作记录与写入时不一致`,
    ...(signature ? [signature.holds ? '药师签名有效' : '药师签名无效'] : []),
  ].join('，');
}

const Verdict = ({ course }: { course: PrescriptionCourse }) => (
  <Alert
    showIcon
    role='status'
    type={isWhole(course) ? 'success' : 'error'}
    message={verdictText(course)}
    description='这里核对的是这张处方的每一条记录；有没有记录被删除，请核验整条审计链。'
  />
);
