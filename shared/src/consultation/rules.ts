/** Under this age a guardian is present (互联网诊疗管理办法（试行）2018, 互联网诊疗监管细则 2022). */
export const GUARDIAN_PRESENT_UNDER_YEARS = 6;

/** Words by which people ask for what may never be prescribed online: narcotic and psychotropic drugs. */
const STRICT =
  /麻醉药|精神药品|吗啡|哌替啶|杜冷丁|芬太尼|羟考酮|可待因|曲马多|氯胺酮|美沙酮|丁丙诺啡|地西泮|安定片|氯硝西泮|阿普唑仑|艾司唑仑|劳拉西泮|三唑仑|唑吡坦|右佐匹克隆|佐匹克隆|扎来普隆|苯巴比妥|哌甲酯|咪达唑仑/;

export const asksForStrictDrug = (text: string): boolean => STRICT.test(text.normalize('NFKC'));
