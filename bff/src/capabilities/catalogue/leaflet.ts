import type { Leaflet, StorageClass } from '@xinglin/shared/catalogue/contract';
import type { DrugRow, Influence, Suitability } from './store.ts';

const pregnancyText: Record<Suitability, string> = {
  ok: '按说明可以使用，用前仍建议问一下医生或药师。',
  caution: '用前请先问医生或药师，权衡利弊后再用。',
  avoid: '孕妇及备孕的人不要使用。',
  unknown: '没有可靠的资料，用前请先问医生或药师。',
};
const lactationText: Record<Suitability, string> = {
  ok: '按说明可以使用，用前仍建议问一下医生或药师。',
  caution: '用前请先问医生或药师。',
  avoid: '哺乳期不要使用；必须使用时应停止哺乳。',
  unknown: '没有可靠的资料，用前请先问医生或药师。',
};
export const drivingText: Record<Influence, string> = {
  none: '一般不影响驾驶和操作机器。',
  caution: '可能犯困、头晕或视物模糊，驾驶和操作机器时要小心。',
  avoid: '用药期间不要驾驶、操作机器或高空作业。',
};
export const alcoholText: Record<Influence, string> = {
  none: '没有已知的冲突，生病时仍建议不喝酒。',
  caution: '用药期间最好不喝酒。',
  avoid: '用药期间不要喝酒，也不要吃含酒精的食物。',
};
const storageText: Record<StorageClass, string> = {
  normal: '常温（10–30 ℃）密封保存，放在儿童拿不到的地方。',
  cool: '阴凉处（不超过 20 ℃）密封保存，放在儿童拿不到的地方。',
  refrigerated: '冷藏（2–8 ℃）保存，不要冷冻，放在儿童拿不到的地方。',
};

/** The leaflet in plain Chinese. Whoever passes it on has checked that this person may read it. */
export const leafletOf = (drug: DrugRow): Leaflet => ({
  indications: drug.indications,
  dosageAdult: drug.dosageAdult,
  dosageChild: drug.dosageChild,
  contraindications: drug.contraindications,
  precautions: drug.precautions,
  adverseReactions: drug.adverseReactions,
  interactions: drug.interactionsNote,
  pregnancy: pregnancyText[drug.pregnancy],
  lactation: lactationText[drug.lactation],
  driving: drivingText[drug.driving],
  alcohol: alcoholText[drug.alcohol],
  storage: storageText[drug.storageClass],
  source: drug.source,
  reviewState: drug.reviewState,
});
