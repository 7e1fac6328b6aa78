import { getReviewStatistics } from '@xinglin/shared/prescription/desk-contract';
import { useMe } from '../../client/session.ts';
import { useRead } from '../../client/use-endpoint.ts';
import { Empty, Notice, PageShell, QueryView, Row, Rows, SectionTitle } from '../../ui/index.ts';
import { PharmacistsOnly } from '../pharmacists-only.tsx';
import { secondsText, shareText } from '../queue-rules.ts';

/** The pharmacist's own figures; nobody else's. */
export default function StatisticsPage() {
  const isPharmacist = useMe()?.role === 'pharmacist';
  const statistics = useRead(getReviewStatistics, {}, { enabled: isPharmacist });
  return (
    <PageShell title='我的审方统计' onRefresh={async () => isPharmacist && statistics.refetch()}>
      <PharmacistsOnly>
        <QueryView
          query={statistics}
          isEmpty={({ n }) => n === 0}
          empty={<Empty icon='chart' title='还没有数据' text='您审过处方以后，这里会显示用时和数量' />}
        >
          {({
            days,
            n,
            approved,
            rejected,
            changesRequested,
            medianSeconds,
            tooFast,
            tooFastShare,
            paceVersion,
          }) => (
            <>
              <SectionTitle note={`最近 ${days} 天，共 ${n} 张`}>审方结果</SectionTitle>
              <Rows>
                <Row title='通过' value={`${approved} 张`} />
                <Row title='不通过' value={`${rejected} 张`} />
                <Row title='请医生修改' value={`${changesRequested} 张`} />
              </Rows>
              <SectionTitle note='从领取到决定'>用时</SectionTitle>
              <Rows>
                <Row title='用时中位数' value={secondsText(medianSeconds)} />
                <Row id='too-fast' title='审得过快' value={`${tooFast} 张（${shareText(tooFastShare)}）`} />
              </Rows>
              <Notice tone='info'>
                用时短于药品数量和系统提示所需的阅读时间，就会标记为“审得过快”，合规人员也能看到。决定仍然有效。规则：
                {paceVersion}。
              </Notice>
            </>
          )}
        </QueryView>
      </PharmacistsOnly>
    </PageShell>
  );
}
