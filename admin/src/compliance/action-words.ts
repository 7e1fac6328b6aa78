import type { CourseStep } from '@xinglin/shared/compliance/course-contract';
import type { OrderEvent, ParcelEvent } from '@xinglin/shared/order/contract';
import type { PrescriptionEvent } from '@xinglin/shared/prescription/contract';

type Known =
  | `prescription.${Exclude<PrescriptionEvent, 'read'> | 'submit' | 'course_read'}`
  | `order.${OrderEvent}`
  | `parcel.${ParcelEvent}`;
const words: Record<Known, string> = {
  'prescription.submit': '提交处方',
  'prescription.course_read': '查阅全程记录',
  'prescription.claim': '领取审方',
  'prescription.release': '放回队列',
  'prescription.transcribe': '录入照片上的药品',
  'prescription.ask': '向患者提问',
  'prescription.answer': '患者回答',
  'prescription.note': '患者留言',
  'prescription.drop': '撤回提问',
  'prescription.pause': '暂停审方',
  'prescription.approve': '审核通过并签名',
  'prescription.reject': '不予通过',
  'prescription.request_changes': '请医生修改',
  'prescription.withdraw': '患者撤回',
  'prescription.expire': '过期',
  'prescription.use': '用于购买',
  'prescription.free': '订单取消，处方放回',
  'prescription.check_dispensing': '调配复核',
  'prescription.dispense': '调配完成，已报流转平台',
  'order.pay': '付款确认',
  'order.complete': '订单完成',
  'order.cancel': '取消订单',
  'order.expire': '超时未付，订单关闭',
  'order.refunded': '退款完成',
  'parcel.release': '交门店配药',
  'parcel.schedule': '预约配药',
  'parcel.pick': '拣货',
  'parcel.seal': '封签',
  'parcel.hand_over': '交给骑手',
  'parcel.deliver': '送达并核对收货码',
  'parcel.collect': '门店核对取货码后交付',
  'parcel.cancel': '取消包裹',
  'parcel.refuse': '收货人拒收',
  'parcel.call_back': '召回途中包裹',
  'parcel.check_in': '退回验收',
  'parcel.lose': '包裹退回途中丢失，结案',
};
const others: Record<string, string> = {
  'prescription_image.read': '查看处方照片',
  'order.place': '下单',
  'order.switch_mode': '更改配送方式',
  'order.due': '产生补差价',
  'order.prescription_refused': '流转平台拒绝，处方不能用',
  'order.move_line': '换药店发货',
  'parcel.add': '新增包裹',
  'parcel.put_away': '取消的药品放回货架',
  'parcel.short': '缺货登记',
  'parcel.store_cancel': '门店取消',
  'parcel.refused': '拒收登记',
  'parcel.renew_pickup_code': '更换取货码',
  'parcel.unlock_pickup': '解锁取货码',
  'parcel.loss_asked': '申请按丢失结案',
  'parcel.loss_confirm': '确认丢失结案',
  'parcel.loss_refuse': '撤回丢失申请',
  'parcel.wrong_pickup_code': '取货码输错',
  'record.hold': '冻结记录',
  'record.lift_hold': '解除冻结',
  'record.destroy': '销毁记录',
  'identity.sign_in': '登录',
  'identity.sign_out': '退出登录',
  'identity.appoint': '任命人员',
  'identity.refresh_reuse': '会话凭证被重复使用，已结束会话',
  'consent.give': '同意个人信息处理',
  'consent.withdraw': '撤回同意',
  'person.add': '添加用药人',
  'person.change': '修改用药人',
  'person.remove': '移除用药人',
  'event.retry': '重试失败任务',
  'event.ask_drop': '申请放弃失败任务',
  'event.drop': '复核并放弃失败任务',
  'prescription_image.upload': '上传处方照片',
  'delivery.offer': '派单',
  'payment.start': '发起付款',
  'payment.settle': '付款到账',
  'payment.close': '关闭付款',
  'refund.request': '申请退款',
  'refund.succeed': '退款到账',
  'price.set': '改价',
  'price.withdraw': '停售',
  'inventory.receive': '收货',
  'inventory.counter_sale': '柜台销售',
  'inventory.register_read': '查阅身份证登记',
  'inventory.quarantine': '隔离',
  'inventory.recall': '批号召回',
  'inventory.import': '导入库存（系统维护）',
  'inventory.transfer_lost': '调拨丢失核销',
  'reconciliation.run': '每日对账',
  'health_record.export': '导出健康档案',
  'inventory.registered_sale': '身份证登记',
  'inventory.scan': '扫描追溯码',
  'inventory.scan_refused': '追溯码被拒',
};

/** What was done, in words; one we have none for keeps its name, so that it is never hidden. */
export function actionText({ action, data }: Pick<CourseStep, 'action' | 'data'>): string {
  // Opening a prescription and opening an answer have one name; only the latter is a move, with a from and a to.
  if (action === 'prescription.read') return data ? '阅读患者回答' : '打开处方';
  return words[action as Known] ?? others[action] ?? action;
}

/** Reading leaves the prescription as it is: shown apart from what was done. */
export const isLook = ({ action, data }: Pick<CourseStep, 'action' | 'data'>): boolean =>
  action === 'prescription.course_read' ||
  action === 'prescription_image.read' ||
  (action === 'prescription.read' && !data);
