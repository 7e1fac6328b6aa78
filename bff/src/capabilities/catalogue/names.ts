import { pinyin } from 'pinyin-pro';

const SALTS =
  /^(盐酸|硫酸氢|硫酸|磷酸|枸橼酸|马来酸|苯磺酸|酒石酸|富马酸|琥珀酸|甲磺酸|氢溴酸|硝酸|醋酸|草酸|糠酸|丙酸|丁酸)/;
const FORMS =
  /(缓释|控释|肠溶|分散|咀嚼|泡腾|含|口腔|阴道|吸入用|吸入)*(片|胶囊|软胶囊|颗粒|口服溶液|口服液|糖浆|滴剂|混悬滴剂|干混悬剂|混悬液|乳膏|软膏|凝胶|滴眼液|滴耳液|滴鼻液|鼻喷雾剂|气雾剂|粉雾剂|贴剂|贴片|栓|注射液|散|丸|喷雾剂|洗剂|搽剂|含漱液|眼膏)$/;

/** A name as people may type it: no blanks, no bracketed addition, full-width forms made plain. */
export const plainName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\(.*?\)|\s+/g, '')
    .toLowerCase();

/** The substance without salt and dosage form: 盐酸二甲双胍缓释片 → 二甲双胍. Short remainders keep their whole name (硝酸甘油). */
export function substance(genericName: string): string {
  const withoutForm = plainName(genericName).replace(FORMS, '');
  const bare = withoutForm.replace(SALTS, '');
  if (bare.length >= 3) return bare;
  return withoutForm.length >= 2 ? withoutForm : plainName(genericName);
}

const syllables = (text: string) =>
  pinyin(plainName(text), { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true });

/** 布洛芬 → buluofen. */
export const pinyinOf = (text: string): string =>
  syllables(text)
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/** 布洛芬 → blf. */
export const initialsOf = (text: string): string =>
  syllables(text)
    .map((syllable) => (/^[a-zü]+$/i.test(syllable) ? syllable[0] : syllable))
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/** Each name once, with its substance. */
export const spokenNames = (genericName: string, aliases: string[]): string[] => [
  ...new Set([genericName, substance(genericName), ...aliases]),
];
