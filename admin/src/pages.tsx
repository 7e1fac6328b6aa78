import {
  AuditOutlined,
  CustomerServiceOutlined,
  DatabaseOutlined,
  InboxOutlined,
  MedicineBoxOutlined,
  SafetyCertificateOutlined,
  SwapOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Role } from '@xinglin/shared/kernel/endpoint';
import { DrugSearch } from './catalogue/drug-search.tsx';
import { AuditTrail } from './compliance/audit-trail.tsx';
import { LicenceAlerts } from './compliance/licence-alerts.tsx';
import { Batches } from './inventory/batches.tsx';
import { Movements } from './inventory/movements.tsx';
import { AfterSales } from './order/after-sales.tsx';
import { ParcelPage } from './order/parcel-page.tsx';
import { PickingDesk } from './order/picking-desk.tsx';

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
    path: '/audit',
    element: <AuditTrail />,
    roles: ['compliance_officer'],
    menu: { title: '审计记录', icon: <AuditOutlined /> },
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
