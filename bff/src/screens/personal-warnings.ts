import { conditionText } from '@xinglin/shared/health-record/contract';

type Facts = {
  pregnant: boolean | null;
  breastfeeding: boolean | null;
  allergies: string[];
  conditions: string[];
};
type Drug = {
  id: string;
  genericName: string;
  inns: string[];
  avoidConditions: string[];
  pregnancy: string;
  lactation: string;
  driving: string;
  alcohol: string;
};

/** What one person must mind with one drug: general first, then what their own record adds. `facts` null: no consent, so said aloud. */
export function personalWarnings(drug: Drug, facts: Facts | null): string[] {
  const general = [
    ...(drug.driving !== 'none' ? ['服药后可能困倦，不要驾车或操作机器'] : []),
    ...(drug.alcohol !== 'none' ? ['服药期间不要饮酒'] : []),
  ];
  if (!facts) return [...general, '您没有授权或没有填写健康档案，未做个人禁忌核对，请自行核对说明书'];
  const allergic = facts.allergies.filter(
    (name) => drug.genericName.includes(name) || drug.inns.includes(name.toLowerCase()),
  );
  const avoid = drug.avoidConditions.filter((code) => facts.conditions.includes(code));
  return [
    ...allergic.map((name) => `您的档案里有「${name}」过敏，请勿使用，先联系药师`),
    ...avoid.map((code) => `您有${conditionText[code] ?? code}，使用前请先咨询药师`),
    ...(facts.pregnant && drug.pregnancy !== 'ok' ? ['孕期使用前请咨询医生或药师'] : []),
    ...(facts.breastfeeding && drug.lactation !== 'ok' ? ['哺乳期使用前请咨询医生或药师'] : []),
    ...general,
  ];
}
