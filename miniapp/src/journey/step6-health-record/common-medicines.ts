/** What people take for long most often, INN → everyday Chinese name. The record keeps the INN: interaction tables know no other. */
export const COMMON_MEDICINES: Readonly<Record<string, string>> = {
  'acetylsalicylic acid': '阿司匹林',
  clopidogrel: '氯吡格雷',
  warfarin: '华法林',
  amlodipine: '氨氯地平',
  nifedipine: '硝苯地平',
  valsartan: '缬沙坦',
  irbesartan: '厄贝沙坦',
  metoprolol: '美托洛尔',
  atorvastatin: '阿托伐他汀',
  rosuvastatin: '瑞舒伐他汀',
  metformin: '二甲双胍',
  glimepiride: '格列美脲',
  'insulin glargine': '甘精胰岛素',
  levothyroxine: '左甲状腺素',
  omeprazole: '奥美拉唑',
  allopurinol: '别嘌醇',
  febuxostat: '非布司他',
  digoxin: '地高辛',
};

/** A medicine of the record as people call it; what was written in free words stands as it is. */
export const medicineName = (stored: string): string => COMMON_MEDICINES[stored.toLowerCase()] ?? stored;

/** What somebody wrote, as the record keeps it: the INN of what we know by name. */
export function medicineOf(written: string): string {
  const plain = written.trim();
  const known = Object.entries(COMMON_MEDICINES).find(([, name]) => name === plain);
  return known ? known[0] : plain;
}
