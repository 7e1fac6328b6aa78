import type { Role } from '@xinglin/shared/kernel/endpoint';

export const roleName: Record<Role, string> = {
  patient: '用户',
  rider: '骑手',
  pharmacist: '药师',
  store_staff: '门店员工',
  compliance_officer: '合规专员',
};

/** The kinds of work one signs in for in the mini-program. */
export type WechatRole = 'patient' | 'rider' | 'pharmacist';
const wechatRoles: readonly WechatRole[] = ['patient', 'rider', 'pharmacist'];

const desks: Partial<Record<Role, { title: string; path: string }>> = {
  rider: { title: '进入骑手工作台', path: '/rider/index' },
  pharmacist: { title: '进入药师工作台', path: '/pharmacist/index' },
};

/** The desk of the role one has now, and the roles one may switch to; nobody signed in counts as a patient. */
export const workOf = (role: Role = 'patient') => ({
  desk: desks[role],
  others: wechatRoles.filter((other) => other !== role),
});

/** A role named in an address; anything else is a patient. */
export const asWechatRole = (text: string | undefined): WechatRole =>
  wechatRoles.find((role) => role === text) ?? 'patient';
