import {
  AccountBookOutlined,
  AuditOutlined,
  CustomerServiceOutlined,
  DatabaseOutlined,
  InboxOutlined,
  LockOutlined,
  MedicineBoxOutlined,
  ReconciliationOutlined,
  SafetyCertificateOutlined,
  SwapOutlined,
  WalletOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Role } from '@xinglin/shared/kernel/endpoint';
import { DrugSearch } from './catalogue/drug-search.tsx';
import { AuditTrail } from './compliance/audit-trail.tsx';
import { KeptRecords } from './compliance/kept-records.tsx';
import { LicenceAlerts } from './compliance/licence-alerts.tsx';
import { Batches } from './inventory/batches.tsx';
import { Movements } from './inventory/movements.tsx';
import { AfterSales } from './order/after-sales.tsx';
import { ParcelPage } from './order/parcel-page.tsx';
import { PickingDesk } from './order/picking-desk.tsx';
import { CashDesk } from './payment/cash-desk.tsx';
import { MoneyCases } from './payment/money-cases.tsx';
import { Reconciliations } from './payment/reconciliations.tsx';

export type AdminPage = {
  path: string;
  element: ReactNode;
  /** Who finds it in the menu; that the others get nothing is the server's work. */
  roles: readonly Role[];
  /** Absent: reached from another page only. */
  menu?: { title: string; icon: ReactNode };
};

/** Every page of the panel. The first one of a role is where it starts. */
export const pages: readonly AdminPage[] = [
  {
    path: '/parcels',
    element: <PickingDesk />,
    roles: ['store_staff'],
    menu: { title: '拣货台', icon: <InboxOutlined /> },
  },
  { path: '/parcels/:id', element: <ParcelPage />, roles: ['store_staff'] },
  {
    path: '/after-sales',
    element: <AfterSales />,
    roles: ['store_staff'],
    menu: { title: '售后', icon: <CustomerServiceOutlined /> },
  },
  {
    path: '/batches',
    element: <Batches />,
    roles: ['store_staff'],
    menu: { title: '库存', icon: <DatabaseOutlined /> },
  },
  {
    path: '/movements',
    element: <Movements />,
    roles: ['store_staff'],
    menu: { title: '库存流水', icon: <SwapOutlined /> },
  },
  {
    path: '/cash',
    element: <CashDesk />,
    roles: ['store_staff'],
    menu: { title: '到店付款', icon: <WalletOutlined /> },
  },
  {
    path: '/audit',
    element: <AuditTrail />,
    roles: ['compliance_officer'],
    menu: { title: '审计记录', icon: <AuditOutlined /> },
  },
  {
    path: '/records',
    element: <KeptRecords />,
    roles: ['compliance_officer'],
    menu: { title: '法定保存', icon: <LockOutlined /> },
  },
  {
    path: '/money-cases',
    element: <MoneyCases />,
    roles: ['compliance_officer'],
    menu: { title: '资金差异', icon: <AccountBookOutlined /> },
  },
  {
    path: '/reconciliations',
    element: <Reconciliations />,
    roles: ['compliance_officer'],
    menu: { title: '每日对账', icon: <ReconciliationOutlined /> },
  },
  {
    path: '/licences',
    element: <LicenceAlerts />,
    roles: ['compliance_officer'],
    menu: { title: '证照到期', icon: <SafetyCertificateOutlined /> },
  },
  {
    path: '/drugs',
    element: <DrugSearch />,
    roles: ['store_staff', 'compliance_officer'],
    menu: { title: '药品查询', icon: <MedicineBoxOutlined /> },
  },
];

export const pagesOf = (role: Role): AdminPage[] => pages.filter(({ roles }) => roles.includes(role));
