/** Chinese names of ingredients that stand in compounds, where no product's own name says them (Chinese Pharmacopoeia names). */
const CHINESE: Readonly<Record<string, readonly string[]>> = {
  paracetamol: ['对乙酰氨基酚'],
  ibuprofen: ['布洛芬'],
  pseudoephedrine: ['伪麻黄碱'],
  dextromethorphan: ['右美沙芬'],
  chlorphenamine: ['氯苯那敏', '扑尔敏'],
  caffeine: ['咖啡因'],
  amantadine: ['金刚烷胺'],
  guaifenesin: ['愈创甘油醚'],
  'artificial cow-bezoar': ['人工牛黄'],
  'zinc gluconate': ['葡萄糖酸锌'],
  'ascorbic acid': ['维生素C', '抗坏血酸'],
  metronidazole: ['甲硝唑'],
  chlorhexidine: ['氯己定', '洗必泰'],
  dexamethasone: ['地塞米松'],
  menthol: ['薄荷脑'],
  camphor: ['樟脑'],
  'zinc oxide': ['氧化锌'],
  'calcium carbonate': ['碳酸钙'],
  colecalciferol: ['维生素D3'],
  hydrochlorothiazide: ['氢氯噻嗪'],
  valsartan: ['缬沙坦'],
  amlodipine: ['氨氯地平'],
  metformin: ['二甲双胍'],
  sulfamethoxazole: ['磺胺甲噁唑'],
  trimethoprim: ['甲氧苄啶'],
  'clavulanic acid': ['克拉维酸'],
  levodopa: ['左旋多巴'],
  benserazide: ['苄丝肼'],
  ritonavir: ['利托那韦'],
  formoterol: ['福莫特罗'],
  tobramycin: ['妥布霉素'],
  naphazoline: ['萘甲唑啉'],
};

/** English names that people know from elsewhere (USAN, BAN) beside the INN. */
const ALSO: Readonly<Record<string, string>> = {
  'acetylsalicylic acid': 'aspirin',
  paracetamol: 'acetaminophen tylenol',
  salbutamol: 'albuterol',
  aciclovir: 'acyclovir',
  cefalexin: 'cephalexin',
  simeticone: 'simethicone',
  thiamazole: 'methimazole',
  'glyceryl trinitrate': 'nitroglycerin',
  mesalazine: 'mesalamine',
  'ascorbic acid': 'vitaminc',
  colecalciferol: 'cholecalciferol vitamind3',
  'macrogol 4000': 'polyethylene glycol peg',
  furosemide: 'frusemide',
  beclometasone: 'beclomethasone',
  glycerol: 'glycerin',
  chlorphenamine: 'chlorpheniramine',
};

export const chineseNamesOf = (inns: readonly string[]): string[] =>
  inns.flatMap((inn) => CHINESE[inn.toLowerCase()] ?? []);

export const otherEnglishOf = (inns: readonly string[]): string[] =>
  inns.flatMap((inn) => ALSO[inn.toLowerCase()] ?? []);
