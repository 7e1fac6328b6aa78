import {
  PROHIBITED_NOTICE,
  RX_NOTICE,
  type DrugCard,
  type DrugPage,
} from '@xinglin/shared/catalogue/contract';
import type { Actor } from '../../kernel/actor.ts';
import { leafletOf } from './leaflet.ts';
import type { Deps } from './ports.ts';
import type { Indexed } from './search-index.ts';
import type { DrugRow } from './store.ts';

/** What one person may see and buy. Made once a request, so that a list asks for prescriptions once. */
export type Viewer = { working: boolean; approved: ReadonlySet<string> };

/** People at work see every fact and buy nothing; a patient sees of prescription drugs what their approved prescriptions open. */
export async function viewerOf(
  { approvedDrugIdsOf }: Pick<Deps, 'approvedDrugIdsOf'>,
  actor: Actor,
): Promise<Viewer> {
  if (actor.role !== 'patient') return { working: true, approved: new Set() };
  return { working: false, approved: await approvedDrugIdsOf(actor.id) };
}

/** Picture, category, ingredients, leaflet and price stay on the server (药品网络销售监督管理办法; NMPA notice of June 2023). */
export const isWithheld = ({ working, approved }: Viewer, drug: Pick<Indexed, 'id' | 'drugClass'>): boolean =>
  drug.drugClass === 'rx' && !working && !approved.has(drug.id);

type CardFacts = Omit<Indexed, 'names'>;

export function presentCard(viewer: Viewer, drug: CardFacts): DrugCard {
  const withheld = isWithheld(viewer, drug);
  const { id, code, genericName, strength, pack, unit } = drug;
  return {
    id,
    code,
    genericName,
    strength,
    pack,
    unit,
    class: drug.drugClass,
    picture: withheld ? null : drug.form,
    category: withheld ? null : drug.category,
    purchasable: !drug.prohibited && !withheld && !viewer.working,
    notice: drug.prohibited ? PROHIBITED_NOTICE : drug.drugClass === 'rx' ? RX_NOTICE : null,
  };
}

export function presentPage(
  viewer: Viewer,
  row: DrugRow,
  { prohibited, fromFen }: { prohibited: boolean; fromFen: number | null },
): DrugPage {
  const withheld = isWithheld(viewer, row);
  return {
    ...presentCard(viewer, { ...row, prohibited }),
    approvalNo: row.approvalNo,
    storage: row.storageClass,
    ingredients: withheld ? null : row.ingredients,
    leaflet: withheld ? null : leafletOf(row),
    fromFen: withheld || prohibited ? null : fromFen,
  };
}
