import { View } from '@tarojs/components';
import { Card, PageShell } from '../../ui/index.ts';
import './index.scss';

const points: { title: string; text: string }[] = [
  {
    title: '我们收集什么',
    text: '登录时的微信标识；下单时的收货人、电话和地址；购买处方药时的处方和用药人信息；您自己填写的健康档案。',
  },
  { title: '用来做什么', text: '配药、审方、配送、用药提醒和售后。不用于广告，不出售给任何人。' },
  {
    title: '敏感信息',
    text: '健康信息和精确位置需要您单独同意，可以在「我的－授权与同意」里随时撤回，不影响其他功能。',
  },
  {
    title: '谁能看到',
    text: '接单门店和审方药师只看到与这一单有关的内容；骑手只看到取送所需的信息，看不到药名。',
  },
  { title: '怎样保护', text: '身份、联系方式和健康信息加密保存，每一次查看都有记录。' },
  { title: '保存多久', text: '处方和销售记录按法规保存不少于五年；其他信息在您注销后删除或匿名化。' },
  {
    title: '您的权利',
    text: '您可以查看、更正、导出和删除自己的信息，也可以注销账号。法规要求保存的记录除外。',
  },
];

/** What is collected, what for and for how long, in plain words. */
export default function PrivacyPage() {
  return (
    <PageShell title='隐私说明'>
      {points.map(({ title, text }) => (
        <Card key={title}>
          <View className='privacy__title'>{title}</View>
          <View className='privacy__text'>{text}</View>
        </Card>
      ))}
    </PageShell>
  );
}
