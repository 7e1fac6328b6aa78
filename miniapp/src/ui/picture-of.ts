const pictures = [
  ['patch', /贴|膏药|橡胶膏/],
  ['spray', /喷|气雾|吸入|粉雾/],
  ['drops', /滴眼|滴鼻|滴耳|眼用|洗眼/],
  ['ointment', /软膏|乳膏|凝胶|搽|眼膏|糊剂/],
  ['suppository', /栓/],
  ['injection', /注射|针剂|胰岛素/],
  ['capsule', /胶囊|软胶丸/],
  ['granule', /颗粒|散剂?|冲剂|粉剂|干混悬|茶/],
  ['pill', /丸|锭|丹/],
  ['liquid', /口服液|溶液|糖浆|合剂|混悬|酊|洗剂|酒剂|露|滴剂|水剂|油/],
  ['tablet', /片/],
  ['device', /仪|计|器械|试纸|血压|血糖|体温/],
] as const;

export type PictureName = (typeof pictures)[number][0] | 'box';

/** Which drawing stands for a dosage form; a plain box for one we do not know. */
export const pictureOf = (form: string): PictureName =>
  pictures.find(([, words]) => words.test(form))?.[0] ?? 'box';
