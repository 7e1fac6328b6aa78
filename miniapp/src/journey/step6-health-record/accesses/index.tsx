import { getHealthRecord } from '@xinglin/shared/health-record/contract';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import { useMe } from '../../../client/session.ts';
import { useRead } from '../../../client/use-endpoint.ts';
import { PatientsOnly } from '../../../orders/patients-only.tsx';
import { Empty, Notice, PageShell, QueryView, Row, Rows } from '../../../ui/index.ts';

/** Everybody who looked at my record, newest first. */
export default function AccessesPage() {
  const isPatient = useMe()?.role === 'patient';
  const record = useRead(getHealthRecord, { limit: 200 }, { enabled: isPatient });
  return (
    <PageShell title='谁看过我的档案' onRefresh={async () => isPatient && record.refetch()}>
      <PatientsOnly what='健康档案'>
        <QueryView
          query={record}
          isEmpty={({ accesses }) => accesses.length === 0}
          empty={
            <Empty icon='shield' title='还没有人看过' text='药师审核您的处方时会查看，每一次都会记在这里' />
          }
        >
          {({ accesses }) => (
            <>
              <Notice tone='info'>每一次查看都会自动记录，任何人不能删改。</Notice>
              <Rows>
                {accesses.map(({ at, who, what }) => (
                  <Row key={at + who + what} icon='shield' title={who} note={what} value={dateTimeText(at)} />
                ))}
              </Rows>
            </>
          )}
        </QueryView>
      </PatientsOnly>
    </PageShell>
  );
}
