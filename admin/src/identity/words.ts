import type { Role } from '@xinglin/shared/kernel/endpoint';

export const roleText: Record<Role, string> = {
  patient: '患者',
  rider: '骑手',
  pharmacist: '药师',
  store_staff: '店员',
  compliance_officer: '合规专员',
};
