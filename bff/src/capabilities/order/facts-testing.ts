import { v7 as uuidv7 } from 'uuid';
import type { DrugFacts, StoreFacts } from './ports.ts';

export const HOME = { lng: 121.4737, lat: 31.2304 };
export const ADDRESS = {
  text: '杏林路 8 号 3 单元 501',
  point: HOME,
  contactName: '王女士',
  phone: '13800000001',
};

const store = (name: string): StoreFacts => ({ id: uuidv7(), code: `S-${name}`, name, point: HOME });
const drug = (drugClass: DrugFacts['class'], prohibited = false): DrugFacts => ({
  id: uuidv7(),
  class: drugClass,
  form: 'tablet',
  storage: 'normal',
  prohibited,
});
export const STORES = { north: store('北街店'), south: store('南街店') };
export const DRUGS = { otc: drug('otc_b'), rx: drug('rx'), banned: drug('otc_a', true) };
