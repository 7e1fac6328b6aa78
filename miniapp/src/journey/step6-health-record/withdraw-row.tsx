import { useQueryClient } from '@tanstack/react-query';
import { decideConsent, getConsents } from '@xinglin/shared/identity/contract';
import { getHealthRecord } from '@xinglin/shared/health-record/contract';
import { useAct } from '../../client/use-endpoint.ts';
import { Row, confirm, toast } from '../../ui/index.ts';

const text =
  '撤回后立即停止记录和使用：药师看不到，核对用药时也不再参考，这里不再显示。想留一份请先导出。撤回不影响购药。';

/** The consent taken back, in two taps. */
export function WithdrawRow() {
  const reads = useQueryClient();
  const decide = useAct(decideConsent, { changes: [getConsents] });
  const ask = async () => {
    if (!(await confirm({ title: '撤回健康档案的同意？', text, yes: '撤回', danger: true }))) return;
    await decide.mutateAsync({ purpose: 'health_record', granted: false });
    // Not merely stale: nothing of it stays on the device.
    await reads.resetQueries({ queryKey: [getHealthRecord.path] });
    toast('已撤回');
  };
  return (
    <Row
      id='withdraw-consent'
      icon='close'
      title='撤回同意'
      note='停止使用健康档案，购药不受影响'
      onTap={ask}
    />
  );
}
