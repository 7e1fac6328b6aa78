import type { RewardItem } from '@xinglin/shared/reward/contract';

/** What points buy: services and delivery. No medicine of any class is or may be here (药品网络销售监督管理办法 2022, no gifts of drugs). */
export const REWARDS: readonly RewardItem[] = [
  {
    code: 'blood_pressure',
    title: '到店血压、血糖测量',
    detail: '任一杏林门店可用，含测量记录解读',
    points: 20,
  },
  { code: 'delivery_fee', title: '配送费券 3 元', detail: '下次配送抵扣，不抵药品费用', points: 60 },
  {
    code: 'check_up_basic',
    title: '基础体检套餐',
    detail: '血常规、肝肾功能、血脂，合作检测机构预约使用',
    points: 600,
  },
];
export const VOUCHER_DAYS = 90;
