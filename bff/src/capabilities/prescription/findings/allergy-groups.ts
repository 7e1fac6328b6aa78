/** Substances that share an allergy. Groups as in the WHO ATC index; no group holds every member, which the review says aloud. */
export const ALLERGY_SOURCE = 'WHO ATC 分类 J01C、J01D、J01E、J01F、J01M、M01A、N02BA（规则表 2026-11）';

type Group = { name: string; said: RegExp; inn: RegExp };

export const ALLERGY_GROUPS: Group[] = [
  { name: '青霉素类', said: /青霉素|西林|penicillin|cillin/i, inn: /penicillin|cillin$/ },
  { name: '头孢菌素类', said: /头孢|先锋霉素|cephalosporin|^cef/i, inn: /^cef|^ceph/ },
  { name: '磺胺类', said: /磺胺|sulfa|sulfon/i, inn: /^sulfa|^sulfi|^sulfasalazine$/ },
  { name: '大环内酯类', said: /红霉素|阿奇霉素|克拉霉素|罗红霉素|大环内酯|thromycin/i, inn: /thromycin$/ },
  { name: '喹诺酮类', said: /沙星|喹诺酮|floxacin/i, inn: /floxacin$/ },
  {
    name: '解热镇痛抗炎药',
    said: /阿司匹林|布洛芬|解热镇痛|双氯芬酸|萘普生|nsaid|aspirin|ibuprofen/i,
    inn: /^acetylsalicylic acid$|profen$|^diclofenac$|^naproxen$|^indometacin$|^meloxicam$|^loxoprofen$|coxib$|^piroxicam$|^nimesulide$/,
  },
];

/** Part of those allergic to the one also react to the other. */
export const CROSS_REACTIONS: [string, string][] = [['青霉素类', '头孢菌素类']];
