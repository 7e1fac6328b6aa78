import type { Deps } from './ports.ts';

/** What a real inventory takes over from the small one of `neighbours-testing.ts`. */
export const STOCK = [
  'reserve',
  'release',
  'releaseSome',
  'picksOf',
  'sellReserved',
  'takeBack',
  'boxesToScan',
  'boxOf',
  'holdersOf',
  'useTraceCodes',
  'auditRefusedScans',
] as const;
export type Stock = Pick<Deps, (typeof STOCK)[number]>;
