import { useRouter } from '@tarojs/taro';
import type { Episode } from '@xinglin/shared/triage/contract';
import { Button, Empty, ErrorBlock, PageShell, QueryView } from '../../ui/index.ts';
import { Emergency } from './emergency.tsx';
import { faultsOf } from './person.ts';
import { PersonForm } from './person-form.tsx';
import { Asking } from './question.tsx';
import { ResultView } from './result.tsx';
import { useCheck, type Check } from './use-check.ts';
import { Refused, Write } from './write.tsx';
import './index.scss';

/** Step 1: what is wrong, how urgent is it, what helps. */
export default function SymptomCheckPage() {
  const { id } = useRouter<{ id?: string }>().params;
  const check = useCheck(id);
  const emergency = check.stage === 'emergency' || check.episode?.result?.urgency === 'emergency';

  return (
    <PageShell title={emergency ? '紧急情况' : '症状自查'} onRefresh={check.refresh} footer={footOf(check)}>
      <Stage check={check} />
    </PageShell>
  );
}

function Stage({ check }: { check: Check }) {
  switch (check.stage) {
    case 'write':
      return <Write check={check} />;
    case 'person':
      return (
        <>
          <PersonForm />
          <Button kind='text' onTap={check.write}>
            返回修改描述
          </Button>
          {check.starting.error && <ErrorBlock error={check.starting.error} onRetry={check.send} />}
        </>
      );
    case 'emergency':
      return (
        <Emergency
          reasons={check.flags.map(({ why }) => why)}
          flags={check.flags.map(({ id }) => id)}
          onBack={check.write}
        />
      );
    case 'episode':
      return check.episode ? (
        <EpisodeView check={check} episode={check.episode} />
      ) : (
        <QueryView query={check.opened}>
          {(episode) => <EpisodeView check={check} episode={episode} />}
        </QueryView>
      );
  }
}

function EpisodeView({ check, episode }: { check: Check; episode: Episode }) {
  const { status, result, message } = episode;
  if (status === 'asking') return <Asking check={check} episode={episode} />;
  if (status === 'concluded' && result?.urgency === 'emergency')
    return (
      <Emergency
        reasons={result.redFlags.length > 0 ? result.redFlags.map(({ why }) => why) : result.reasons}
        whatToDo={result.whatToDo}
        flags={result.redFlags.map(({ id }) => id)}
        onBack={() => check.restart(episode.text)}
      />
    );
  if (status === 'concluded' && result) return <ResultView check={check} episode={episode} result={result} />;
  if (status === 'refused')
    return (
      <Refused check={check} message={message ?? '这段描述我没有看懂，请换个说法'} text={episode.text} />
    );
  return (
    <Empty
      title='这次自查已经结束'
      text='可以重新描述症状再查一次'
      action='重新开始'
      onAction={() => check.restart()}
    />
  );
}

/** Nothing at all where nothing is to be sent: an empty bar would stand at the foot. */
function footOf(check: Check) {
  const { stage, draft, starting } = check;
  if (stage === 'write')
    return (
      <Button
        id='start-check'
        block
        disabled={draft.text.trim() === ''}
        loading={starting.isPending}
        onTap={check.next}
      >
        {draft.asked ? '开始自查' : '下一步'}
      </Button>
    );
  if (stage === 'person')
    return (
      <Button
        id='send-check'
        block
        disabled={Object.keys(faultsOf(draft.facts)).length > 0 || draft.text.trim() === ''}
        loading={starting.isPending}
        onTap={check.send}
      >
        开始自查
      </Button>
    );
  return null;
}
