import { ReloadOutlined } from '@ant-design/icons';
import { Alert, Button, Typography } from 'antd';
import { problemOf, traceIdOf } from '../client/problems.ts';

/** What went wrong in one sentence, the number support asks for, and a way to try again. */
export function ErrorBlock({ error, onRetry }: { error: unknown; onRetry?: () => unknown }) {
  const problem = problemOf(error);
  const traceId = traceIdOf(problem);
  return (
    <Alert
      type='error'
      showIcon
      role='alert'
      message={problem.detail || '系统开小差了，请稍后再试'}
      description={
        traceId && (
          <span className='hint'>
            追踪号 <Typography.Text copyable={{ text: traceId }}>{traceId}</Typography.Text>
          </span>
        )
      }
      action={
        onRetry && (
          <Button size='small' icon={<ReloadOutlined />} onClick={() => void onRetry()}>
            重试
          </Button>
        )
      }
    />
  );
}
