import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useCallback, useEffect, useState } from 'react';
import { back, go, goInstead } from '../../client/navigate.ts';
import { signIn } from '../../client/session.ts';
import { settings } from '../../client/settings.ts';
import { problemOf } from '../../client/problem-of.ts';
import { returnedCode, wechatCode } from '../../device/login.ts';
import { Button, Icon, Notice, PageShell, Tap, toast } from '../../ui/index.ts';
import { asWechatRole, roleName, workOf, type WechatRole } from '../roles.ts';
import './index.scss';

/** Signs in with WeChat, as a patient or for the work named in the address. */
export default function SignInPage() {
  const { params } = useRouter<{ role?: string; to?: string }>();
  const role = asWechatRole(params.role);
  const { error, busy, enter, begin } = useSignIn(role, params.to);
  const [agreed, setAgreed] = useState(false);

  useEffect(() => {
    const code = returnedCode();
    if (code) void enter(code);
  }, [enter]);

  return (
    <PageShell title='登录'>
      <View className='sign-in'>
        <View className='sign-in__title'>
          {role === 'patient' ? '欢迎来到杏林' : `以${roleName[role]}身份登录`}
        </View>
        <View className='sign-in__text'>
          {role === 'patient'
            ? '登录后可以下单购药、上传处方、设置用药提醒。我们只取得您在本小程序中的微信标识，不读取头像、好友和聊天。'
            : '需要门店或平台先为您的微信开通这个工作身份。'}
        </View>
        {error !== undefined && <Notice tone='danger'>{problemOf(error).detail}</Notice>}
        <Tap
          className='sign-in__agree'
          role='switch'
          checked={agreed}
          id='agree'
          onTap={() => setAgreed(!agreed)}
        >
          <View className={`sign-in__box ${agreed ? 'sign-in__box--on' : ''}`}>
            {agreed && <Icon name='check' size='small' />}
          </View>
          <View className='sign-in__words'>我已阅读并同意隐私说明</View>
        </Tap>
        <Button
          id='wechat'
          block
          loading={busy}
          onTap={() => (agreed ? begin() : toast('请先阅读并同意隐私说明'))}
        >
          微信登录
        </Button>
        <Button kind='text' onTap={() => go('/account/privacy/index')}>
          查看隐私说明
        </Button>
        <Button kind='text' onTap={back}>
          暂不登录
        </Button>
      </View>
    </PageShell>
  );
}

function useSignIn(role: WechatRole, to: string | undefined) {
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);

  const enter = useCallback(
    async (code: string) => {
      setBusy(true);
      setError(undefined);
      try {
        await signIn(code, role);
        await leaveFor(role, to);
      } catch (failure) {
        setError(failure);
      } finally {
        setBusy(false);
      }
    },
    [role, to],
  );

  const begin = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const { wechatAuthorizeUrl } = await settings();
      await enter(await wechatCode(wechatAuthorizeUrl));
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return { error, busy, enter, begin };
}

/** To one's desk, back to where one came from, or, where a browser has lost its way back, to the page it named. */
async function leaveFor(role: WechatRole, to: string | undefined): Promise<void> {
  const { desk } = workOf(role);
  if (desk) await goInstead(desk.path);
  else if (Taro.getCurrentPages().length > 1 || !to) await back();
  else await goInstead(decodeURIComponent(to));
}
