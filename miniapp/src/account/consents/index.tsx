import { View } from '@tarojs/components';
import { decideConsent, getConsents, type Consent } from '@xinglin/shared/identity/contract';
import { dateTimeText } from '@xinglin/shared/kernel/time';
import { useAct, useRead } from '../../client/use-endpoint.ts';
import { Card, Notice, PageShell, QueryView, Switch, confirm, toastProblem } from '../../ui/index.ts';
import { purposeText } from './purposes.ts';
import './index.scss';

/** Each sensitive use on its own: agreed to or taken back, at any time, without losing the rest of the app. */
export default function ConsentsPage() {
  const consents = useRead(getConsents, {});
  return (
    <PageShell title='授权与同意' onRefresh={consents.refetch}>
      <Notice tone='info'>每一项都可以单独同意、随时撤回。不同意不影响您购药。</Notice>
      <QueryView query={consents}>
        {(it) => it.consents.map((consent) => <ConsentCard key={consent.purpose} consent={consent} />)}
      </QueryView>
    </PageShell>
  );
}

function ConsentCard({ consent: { purpose, granted, decidedAt, policyVersion } }: { consent: Consent }) {
  const { title, why, without } = purposeText[purpose];
  const decide = useAct(decideConsent, { changes: [getConsents] });
  const change = async (wanted: boolean) => {
    const sure =
      wanted || (await confirm({ title: `撤回「${title}」？`, text: without, yes: '撤回', danger: true }));
    if (sure) await decide.mutateAsync({ purpose, granted: wanted }).catch(toastProblem);
  };
  return (
    <Card>
      <View className='consent__head'>
        <View className='consent__title'>{title}</View>
        <Switch
          id={`consent-${purpose}`}
          label={title}
          checked={granted}
          disabled={decide.isPending}
          onChange={change}
        />
      </View>
      <View className='consent__why'>{why}</View>
      {decidedAt && (
        <View className='consent__when'>
          {granted ? '同意于' : '撤回于'} {dateTimeText(decidedAt)}，说明版本 {policyVersion}
        </View>
      )}
    </Card>
  );
}
