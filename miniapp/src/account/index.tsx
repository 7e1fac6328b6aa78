import { View } from '@tarojs/components';
import { useState } from 'react';
import type { Me } from '@xinglin/shared/identity/contract';
import { go } from '../client/navigate.ts';
import { leave, useMe } from '../client/session.ts';
import {
  Avatar,
  Button,
  Card,
  PageShell,
  Row,
  Rows,
  SectionTitle,
  Segmented,
  Switch,
  Tag,
  confirm,
  setDark,
  setElder,
  useAppearance,
  type IconName,
} from '../ui/index.ts';
import { roleName, workOf } from './roles.ts';
import './index.scss';

const mine: { icon: IconName; title: string; path: string }[] = [
  { icon: 'chat', title: '消息', path: '/account/messages/index' },
  { icon: 'prescription', title: '我的处方', path: '/prescription/index' },
  { icon: 'family', title: '用药人', path: '/prescription/people/index' },
  { icon: 'record', title: '健康档案', path: '/journey/step6-health-record/index' },
  { icon: 'bell', title: '用药提醒', path: '/journey/step5-medication/index' },
  { icon: 'gift', title: '积分与兑换券', path: '/journey/step7-rewards/index' },
  { icon: 'wallet', title: '优惠券', path: '/journey/step3-price-comparison/wallet/index' },
  { icon: 'chat', title: '价格反馈', path: '/journey/step3-price-comparison/report/index' },
];

/** Who I am here, what is mine, how the app looks, and for whom I work. */
export default function AccountPage() {
  const me = useMe();
  return (
    <PageShell title='我的' tab>
      <WhoIAm me={me} />
      {(!me || me.role === 'patient') && (
        <Rows>
          {mine.map(({ icon, title, path }) => (
            <Row key={path} icon={icon} title={title} onTap={() => go(path)} />
          ))}
          {me && (
            <Row
              icon='shield'
              title='授权与同意'
              note='查看、撤回您给过的授权'
              onTap={() => go('/account/consents/index')}
            />
          )}
        </Rows>
      )}
      <Look />
      <Work me={me} />
      <Rows>
        <Row icon='info' title='隐私说明' onTap={() => go('/account/privacy/index')} />
      </Rows>
      {me && <SignOut />}
    </PageShell>
  );
}

function WhoIAm({ me }: { me: Me | null }) {
  if (!me)
    return (
      <Card tone='primary' id='sign-in' onTap={() => go('/account/sign-in/index')}>
        <View className='account-who'>
          <Avatar name='' large />
          <View className='account-who__words'>
            <View className='account-who__name'>登录 / 注册</View>
            <View className='account-who__note'>登录后可下单、建立健康档案</View>
          </View>
        </View>
      </Card>
    );
  return (
    <Card tone='primary'>
      <View className='account-who'>
        <Avatar name={me.displayName} large />
        <View className='account-who__words'>
          <View className='account-who__name'>{me.displayName}</View>
          <Tag tone='primary'>{roleName[me.role]}</Tag>
        </View>
      </View>
    </Card>
  );
}

function Look() {
  const { elder, dark } = useAppearance();
  return (
    <>
      <SectionTitle>显示</SectionTitle>
      <Rows>
        <Row
          icon='elder'
          title='关怀模式'
          note='字更大，颜色更清晰'
          value={<Switch id='elder' label='关怀模式' checked={elder} onChange={setElder} />}
        />
        <Row icon='moon' title='深色模式' />
        <View className='account-dark'>
          <Segmented
            label='深色模式'
            value={dark}
            onChange={setDark}
            options={[
              { value: 'system', text: '跟随系统' },
              { value: 'light', text: '浅色' },
              { value: 'dark', text: '深色' },
            ]}
          />
        </View>
      </Rows>
    </>
  );
}

function Work({ me }: { me: Me | null }) {
  const work = workOf(me?.role);
  return (
    <>
      <SectionTitle note='需要门店或平台先为您开通'>工作身份</SectionTitle>
      <Rows>
        {work.desk && <Row icon='work' title={work.desk.title} onTap={() => go(work.desk!.path)} />}
        {work.others.map((role) => (
          <Row
            key={role}
            icon={role === 'rider' ? 'rider' : role === 'pharmacist' ? 'shield' : 'account'}
            title={`切换为${roleName[role]}`}
            onTap={() => go('/account/sign-in/index', { role })}
          />
        ))}
      </Rows>
    </>
  );
}

function SignOut() {
  const [leaving, setLeaving] = useState(false);
  const ask = async () => {
    if (!(await confirm({ title: '退出登录？', text: '退出后将收不到订单和用药的实时提醒', yes: '退出' })))
      return;
    setLeaving(true);
    await leave().finally(() => setLeaving(false));
  };
  return (
    <Button id='sign-out' kind='plain' block loading={leaving} onTap={ask}>
      退出登录
    </Button>
  );
}
