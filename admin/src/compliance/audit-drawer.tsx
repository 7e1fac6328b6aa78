import { Descriptions, Drawer, Typography } from 'antd';
import { Link } from 'react-router-dom';
import type { AuditEntry } from '@xinglin/shared/compliance/contract';
import { exactTimeText } from '@xinglin/shared/kernel/time';
import { actionText } from './action-words.ts';
import { auditRoleText, courseOf } from './words.ts';

const id = (text: string | null) =>
  text ? (
    <Typography.Text className='code' copyable>
      {text}
    </Typography.Text>
  ) : (
    '—'
  );

/** One entry with everything that was noted. */
export function AuditDrawer({ entry, onClose }: { entry: AuditEntry | undefined; onClose: () => void }) {
  const json = entry?.data ? JSON.stringify(entry.data, null, 2) : undefined;
  return (
    <Drawer open={Boolean(entry)} onClose={onClose} title='审计记录详情' width={560}>
      {entry && (
        <>
          <Descriptions
            column={1}
            size='small'
            bordered
            items={[
              { key: 'at', label: '时间', children: `${exactTimeText(entry.at)}（${entry.at}）` },
              {
                key: 'action',
                label: '动作',
                children: (
                  <>
                    {actionText(entry)} {id(entry.action)}
                  </>
                ),
              },
              {
                key: 'subject',
                label: '对象',
                children: (
                  <>
                    {id(entry.subject)}
                    {entry.action.startsWith('prescription.') && (
                      <Link to={courseOf(entry.subject)}>处方全程记录</Link>
                    )}
                  </>
                ),
              },
              {
                key: 'actor',
                label: '操作人',
                children: (
                  <>
                    {entry.actorName ?? '—'}（{auditRoleText(entry.role)}）<div>{id(entry.actorId)}</div>
                  </>
                ),
              },
              { key: 'request', label: '请求编号', children: id(entry.requestId) },
              { key: 'seq', label: '审计序号', children: entry.seq ?? '—' },
              { key: 'id', label: '记录编号', children: id(entry.id) },
            ]}
          />
          <h2 className='drawer-head'>记录内容</h2>
          {json ? (
            <pre className='json' tabIndex={0} aria-label='记录内容（JSON）'>
              {json}
            </pre>
          ) : (
            <p className='hint'>没有附加内容</p>
          )}
        </>
      )}
    </Drawer>
  );
}
