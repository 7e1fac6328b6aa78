import {
  AccountBookOutlined,
  AuditOutlined,
  FieldTimeOutlined,
  LockOutlined,
  MedicineBoxOutlined,
  ReconciliationOutlined,
  SafetyCertificateOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Role } from '@xinglin/shared/kernel/endpoint';
import { DrugSearch } from './catalogue/drug-search.tsx';
import type { MenuEntry } from './menu.tsx';
import { AuditTrail } from './compliance/audit-trail.tsx';
import { DeadEvents } from './compliance/dead-events.tsx';
import { KeptRecords } from './compliance/kept-records.tsx';
import { PrescriptionCoursePage } from './compliance/prescription-course.tsx';
import { FastReviews } from './compliance/fast-reviews.tsx';
import { LicenceAlerts } from './compliance/licence-alerts.tsx';
import { Batches } from './inventory/batches.tsx';
import { CountPage } from './inventory/count-page.tsx';
import { Counts } from './inventory/counts.tsx';
import { Movements } from './inventory/movements.tsx';
import { Quarantine } from './inventory/quarantine.tsx';
import { Receipts } from './inventory/receipts.tsx';
import { Register } from './inventory/register.tsx';
import { Requests } from './inventory/requests.tsx';
import { Transfers } from './inventory/transfers.tsx';
import { UploadPage } from './inventory/upload.tsx';
import { AfterSales } from './order/after-sales.tsx';
import { ParcelPage } from './order/parcel-page.tsx';
import { PickingDesk } from './order/picking-desk.tsx';
import { CashDesk } from './payment/cash-desk.tsx';
import { MoneyCases } from './payment/money-cases.tsx';
import { Reconciliations } from './payment/reconciliations.tsx';
import { Coupons } from './pricing/coupons.tsx';
import { PriceList } from './pricing/price-list.tsx';
import { PriceReports } from './pricing/price-reports.tsx';
import { FridgePage } from './store/fridge-page.tsx';
import { OpeningDays } from './store/opening-days.tsx';

export type AdminPage = {
  path: string;
  element: ReactNode;
  /** Who finds it in the menu; that the others get nothing is the server's work. */
  roles: readonly Role[];
  /** Absent: reached from another page only. */
  menu?: MenuEntry;
};

/** Every page of the panel, in the order of the menu. The first one of a role is where it starts. */
export const pages: readonly AdminPage[] = [
  {
    path: '/parcels',
    element: <PickingDesk />,
    roles: ['store_staff'],
    menu: { title: '拣货台', group: 'orders' },
  },
  { path: '/parcels/:id', element: <ParcelPage />, roles: ['store_staff'] },
  {
    path: '/after-sales',
    element: <AfterSales />,
    roles: ['store_staff'],
    menu: { title: '售后', group: 'orders' },
  },
  {
    path: '/cash',
    element: <CashDesk />,
    roles: ['store_staff'],
    menu: { title: '到店付款', group: 'orders' },
  },
  {
    path: '/batches',
    element: <Batches />,
    roles: ['store_staff'],
    menu: { title: '库存', group: 'stock' },
  },
  {
    path: '/receipts',
    element: <Receipts />,
    roles: ['store_staff'],
    menu: { title: '收货', group: 'stock' },
  },
  {
    path: '/counts',
    element: <Counts />,
    roles: ['store_staff'],
    menu: { title: '盘点', group: 'stock' },
  },
  { path: '/counts/:id', element: <CountPage />, roles: ['store_staff'] },
  {
    path: '/requests',
    element: <Requests />,
    roles: ['store_staff'],
    menu: { title: '待复核', group: 'stock' },
  },
  {
    path: '/transfers',
    element: <Transfers />,
    roles: ['store_staff'],
    menu: { title: '调拨', group: 'stock' },
  },
  {
    path: '/quarantine',
    element: <Quarantine />,
    roles: ['store_staff'],
    menu: { title: '隔离与销毁', group: 'stock' },
  },
  {
    path: '/movements',
    element: <Movements />,
    roles: ['store_staff'],
    menu: { title: '流水', group: 'stock' },
  },
  {
    path: '/register',
    element: <Register />,
    roles: ['store_staff'],
    menu: { title: '麻黄碱登记', group: 'stock' },
  },
  {
    path: '/upload',
    element: <UploadPage />,
    roles: ['store_staff'],
    menu: { title: '导入', group: 'stock' },
  },
  {
    path: '/prices',
    element: <PriceList />,
    roles: ['store_staff'],
    menu: { title: '价格表', group: 'prices' },
  },
  {
    path: '/coupons',
    element: <Coupons />,
    roles: ['store_staff'],
    menu: { title: '优惠券', group: 'prices' },
  },
  {
    path: '/price-reports',
    element: <PriceReports />,
    roles: ['store_staff'],
    menu: { title: '价格反馈', group: 'prices' },
  },
  {
    path: '/opening-days',
    element: <OpeningDays />,
    roles: ['store_staff'],
    menu: { title: '营业时间', group: 'store' },
  },
  {
    path: '/fridge',
    element: <FridgePage />,
    roles: ['store_staff'],
    menu: { title: '冷藏柜', group: 'store' },
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
    path: '/records/:id/course',
    element: <PrescriptionCoursePage />,
    roles: ['compliance_officer'],
  },
  {
    path: '/fast-reviews',
    element: <FastReviews />,
    roles: ['compliance_officer'],
    menu: { title: '审得过快', icon: <FieldTimeOutlined /> },
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
    path: '/dead-events',
    element: <DeadEvents />,
    roles: ['compliance_officer'],
    menu: { title: '失败任务', icon: <WarningOutlined /> },
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
