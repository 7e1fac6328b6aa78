import type { ConsentPurpose } from '@xinglin/shared/identity/contract';

/** What each consent is for, and what stops when it is taken back. */
export const purposeText: Record<ConsentPurpose, { title: string; why: string; without: string }> = {
  health_record: {
    title: '健康档案',
    why: '保存您的过敏史、慢性病、检查结果和用药记录，用于下单和审方时的用药安全核对。',
    without: '撤回后不再用健康档案做用药安全核对，已有记录可以在健康档案里导出或删除。',
  },
  precise_location: {
    title: '精确位置',
    why: '用于查找附近有货的药店、计算配送距离。只在您使用这些功能时读取一次。',
    without: '撤回后按您填写的地址查找药店，不再读取位置。',
  },
  medication_reminder: {
    title: '用药提醒',
    why: '按您的用药计划在服药时间提醒您，并记录是否服用。提醒里不出现药名和病名。',
    without: '撤回后不再发送提醒，用药计划仍然保留。',
  },
  insurer_share: {
    title: '与保险机构共享',
    why: '只在您主动申请理赔时，把该订单的购药凭证提供给您选择的保险机构。',
    without: '撤回后不再向任何保险机构提供您的购药凭证。',
  },
};
