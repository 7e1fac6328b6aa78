import { LockOutlined, SafetyOutlined, UserOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input, type InputRef } from 'antd';
import { useEffect, useRef } from 'react';
import { problemOf, traceIdOf } from '../client/problems.ts';
import { sessionRanOut, signIn } from '../client/session.ts';
import { useSettings } from '../client/settings.ts';
import { DemoBadge } from '../components/demo-badge.tsx';

type Fields = { account: string; password: string; totp: string };

/** Staff prove who they are by password and a code of their authenticator. */
export function SignIn() {
  const [form] = Form.useForm<Fields>();
  const code = useRef<InputRef>(null);
  const demo = (useSettings()?.simulated.length ?? 0) > 0;
  const entering = useMutation({
    mutationFn: (fields: Fields) => signIn({ ...fields, account: fields.account.trim() }),
    onError: () => {
      // A code is good for one try; the rest may be right.
      form.setFieldValue('totp', '');
      code.current?.focus();
    },
  });
  useEffect(() => {
    document.title = '登录 · 杏林管理后台';
  }, []);
  return (
    <main className='sign-in'>
      <div className='sign-in-card'>
        <img src='/admin/icon.svg' alt='' width={48} height={48} />
        <h1>杏林管理后台</h1>
        <p className='hint'>
          门店与合规人员登录 <DemoBadge />
        </p>
        {!entering.isError && sessionRanOut() && (
          <Alert
            type='warning'
            showIcon
            role='status'
            style={{ marginBottom: 12 }}
            message='登录已过期，请重新登录，之后回到刚才的页面。'
          />
        )}
        {entering.isError && <Refusal error={entering.error} />}
        <Form
          form={form}
          layout='vertical'
          requiredMark={false}
          onFinish={(fields) => entering.mutate(fields)}
        >
          <Form.Item
            name='account'
            label='账号'
            rules={[{ required: true, whitespace: true, message: '请输入账号' }]}
          >
            <Input autoFocus autoComplete='username' maxLength={64} prefix={<UserOutlined />} size='large' />
          </Form.Item>
          <Form.Item name='password' label='密码' rules={[{ required: true, message: '请输入密码' }]}>
            <Input.Password
              autoComplete='current-password'
              maxLength={128}
              prefix={<LockOutlined />}
              size='large'
            />
          </Form.Item>
          <Form.Item
            name='totp'
            label='动态口令'
            normalize={(text: string) => text.replace(/\D/g, '').slice(0, 6)}
            rules={[{ pattern: /^\d{6}$/, required: true, message: '请输入验证器上的 6 位数字' }]}
            validateTrigger='onSubmit'
          >
            <Input
              ref={code}
              autoComplete='one-time-code'
              inputMode='numeric'
              placeholder='验证器上的 6 位数字'
              prefix={<SafetyOutlined />}
              size='large'
            />
          </Form.Item>
          <Button
            id='sign-in'
            type='primary'
            htmlType='submit'
            size='large'
            block
            loading={entering.isPending}
          >
            登录
          </Button>
        </Form>
        {demo && (
          <p className='sign-in-note'>
            演示环境：账号见启动画面；动态口令请在项目目录运行 <code>npm run totp</code>{' '}
            查看，每个口令只能用一次。
          </p>
        )}
      </div>
    </main>
  );
}

function Refusal({ error }: { error: unknown }) {
  const problem = problemOf(error);
  const traceId = traceIdOf(problem);
  const hint =
    problem.code === 'SIGN_IN_REFUSED'
      ? '口令约 30 秒更换一次，用过的不能再用；请换一个新口令重试。'
      : undefined;
  return (
    <Alert
      id='sign-in-error'
      type='error'
      showIcon
      role='alert'
      style={{ marginBottom: 12, alignItems: 'flex-start' }}
      message={
        <>
          <strong>{problem.detail}</strong>
          {hint && <div>{hint}</div>}
          {traceId && <div className='hint small'>追踪号 {traceId}</div>}
        </>
      }
    />
  );
}
