import { describe, expect, it } from 'vitest';
import { listInForce, prohibitedEntry, readProhibitedLists, type ListedDrug } from './prohibited-online.ts';

const list = listInForce(readProhibitedLists(), '2026-11-22');
const drug = (genericName: string, inns: string, more: Partial<ListedDrug> = {}): ListedDrug => ({
  genericName,
  inns: inns.split('+').filter(Boolean),
  form: 'tablet',
  route: 'oral',
  ...more,
});
const injection = { form: 'injection', route: 'injection' };

const BLOCKED: [ListedDrug, rule: string][] = [
  [drug('重组乙型肝炎疫苗（酿酒酵母）', '', injection), 'vaccine'],
  [drug('口服轮状病毒活疫苗', ''), 'vaccine'],
  [drug('人血白蛋白', 'human albumin', injection), 'blood-product'],
  [drug('静注人免疫球蛋白', 'immunoglobulin', injection), 'blood-product'],
  [drug('硫酸吗啡缓释片', 'morphine'), 'narcotic'],
  [drug('芬太尼透皮贴剂', 'fentanyl', { form: 'patch', route: 'topical' }), 'narcotic'],
  [drug('氨酚羟考酮片', 'oxycodone+paracetamol'), 'narcotic'],
  [drug('磷酸可待因片', 'codeine'), 'narcotic-single'],
  [drug('地西泮片', 'diazepam'), 'psychotropic'],
  [drug('酒石酸唑吡坦片', 'zolpidem'), 'psychotropic'],
  [drug('右佐匹克隆片', 'eszopiclone'), 'psychotropic'],
  [drug('盐酸曲马多缓释片', 'tramadol'), 'psychotropic'],
  [drug('咖啡因片', 'caffeine'), 'caffeine-single'],
  [drug('注射用A型肉毒毒素', 'botulinum toxin type a', injection), 'toxic'],
  [drug('碘［¹³¹I］化钠口服溶液', 'sodium iodide'), 'radioactive'],
  [drug('盐酸麻黄碱滴鼻液', 'ephedrine', { form: 'drops', route: 'nasal' }), 'precursor'],
  [drug('马来酸麦角新碱片', 'ergometrine'), 'precursor'],
  [drug('复方止咳合剂', 'gancao', { approvalNo: '川药制字Z20070001' }), 'hospital-preparation'],
  [drug('麻黄配方颗粒', 'mahuang', { form: 'granule' }), 'formula-granule'],
  [drug('葡萄糖注射液', 'glucose', injection), 'injection'],
  [drug('注射用头孢曲松钠', 'ceftriaxone', injection), 'injection'],
  [drug('维生素B12注射液', 'cyanocobalamin', { form: '', route: '' }), 'injection'],
  [drug('低分子肝素钠', 'enoxaparin', { form: 'injection', route: 'subcutaneous' }), 'injection'],
  [drug('酚麻美敏片', 'paracetamol+pseudoephedrine+dextromethorphan+chlorphenamine'), 'ephedrine-compound'],
  [
    drug('氨麻美敏片(Ⅱ)', 'paracetamol+pseudoephedrine+dextromethorphan+chlorphenamine'),
    'ephedrine-compound',
  ],
  [drug('复方盐酸伪麻黄碱缓释胶囊', 'pseudoephedrine+chlorphenamine'), 'ephedrine-compound'],
  [drug('布洛伪麻那敏片', 'ibuprofen+pseudoephedrine+chlorphenamine'), 'ephedrine-compound'],
  [drug('消咳宁片', 'ephedrine+kuxingren+gancao'), 'ephedrine-compound'],
  [drug('氨酚伪麻美芬片', ''), 'ephedrine-compound'],
  [drug('复方磷酸可待因糖浆', 'codeine+chlorphenamine', { form: 'syrup' }), 'narcotic-compound'],
  [drug('氨酚双氢可待因片', 'paracetamol+dihydrocodeine'), 'narcotic-compound'],
  [drug('复方地芬诺酯片', 'diphenoxylate+atropine'), 'narcotic-compound'],
  [drug('复方甘草片', 'gancao+camphor'), 'narcotic-compound'],
  [drug('强力枇杷露', 'pipaye+yingsuqiao', { form: 'syrup' }), 'poppy-husk-compound'],
  [drug('氨酚曲马多片', 'paracetamol+tramadol'), 'psychotropic'],
  [drug('氢溴酸右美沙芬片', 'dextromethorphan'), 'dextromethorphan-single'],
  [drug('氢溴酸右美沙芬糖浆', 'dextromethorphan', { form: 'syrup' }), 'dextromethorphan-single'],
  [drug('十一酸睾酮软胶囊', 'testosterone undecanoate'), 'anabolic-or-peptide-hormone'],
  [drug('替勃龙片', 'tibolone'), 'anabolic-or-peptide-hormone'],
  [drug('盐酸克仑特罗栓', 'clenbuterol', { route: 'rectal' }), 'anabolic-or-peptide-hormone'],
  [drug('达那唑胶囊', 'danazol'), 'anabolic-or-peptide-hormone'],
  ...[
    ['地高辛片', 'digoxin'],
    ['磷酸丙吡胺片', 'disopyramide'],
    ['硫酸奎尼丁片', 'quinidine'],
    ['盐酸哌唑嗪片', 'prazosin'],
    ['盐酸普鲁卡因胺片', 'procainamide'],
    ['盐酸普罗帕酮片', 'propafenone'],
    ['盐酸胺碘酮片', 'amiodarone'],
    ['硫酸奎宁片', 'quinine'],
    ['氨茶碱片', 'aminophylline'],
    ['胆茶碱片', 'choline theophyllinate'],
    ['盐酸异丙肾上腺素气雾剂', 'isoprenaline'],
  ].map(([name, inn]): [ListedDrug, string] => [drug(name!, inn!), 'named-heart-and-airways']),
  ...[
    ['苯妥英钠片', 'phenytoin'],
    ['卡马西平片', 'carbamazepine'],
    ['拉莫三嗪片', 'lamotrigine'],
    ['水合氯醛溶液', 'chloral hydrate'],
    ['达比加群酯胶囊', 'dabigatran etexilate'],
    ['华法林钠片', 'warfarin'],
    ['替格瑞洛片', 'ticagrelor'],
    ['西洛他唑片', 'cilostazol'],
    ['扑米酮片', 'primidone'],
    ['碳酸锂片', 'lithium carbonate'],
    ['吸入用七氟烷', 'sevoflurane'],
    ['秋水仙碱片', 'colchicine'],
  ].map(([name, inn]): [ListedDrug, string] => [drug(name!, inn!), 'named-nerves-and-blood']),
  ...[
    ['米非司酮片', 'mifepristone'],
    ['醋酸环丙孕酮片', 'cyproterone'],
    ['卡前列甲酯栓', 'carboprost methylate'],
    ['雌二醇片', 'estradiol'],
    ['米索前列醇片', 'misoprostol'],
    ['地诺前列酮栓', 'dinoprostone'],
  ].map(([name, inn]): [ListedDrug, string] => [drug(name!, inn!), 'named-reproduction']),
  [drug('复方米非司酮片', 'mifepristone+anordrin'), 'mifepristone-compound'],
  ...[
    ['法罗培南钠片', 'faropenem'],
    ['夫西地酸片', 'fusidic acid'],
    ['伏立康唑片', 'voriconazole'],
    ['利奈唑胺片', 'linezolid'],
    ['苹果酸奈诺沙星胶囊', 'nemonoxacin'],
    ['泊沙康唑肠溶片', 'posaconazole'],
    ['头孢地尼胶囊', 'cefdinir'],
    ['伊曲康唑胶囊', 'itraconazole'],
    ['左奥硝唑片', 'levornidazole'],
    ['头孢泊肟酯片', 'cefpodoxime'],
  ].map(([name, inn]): [ListedDrug, string] => [drug(name!, inn!), 'named-anti-infectives']),
];

const ALLOWED: ListedDrug[] = [
  drug('连花清瘟胶囊', 'lianqiao+jinyinhua+zhimahuang', { form: 'capsule' }),
  drug('小青龙颗粒', 'mahuang+guizhi+baishao', { form: 'granule' }),
  drug('急支糖浆', 'mahuang+yuxingcao', { form: 'syrup' }),
  drug('麻黄止嗽丸', 'mahuang+gancao', { form: 'pill' }),
  drug('夫西地酸乳膏', 'fusidic acid', { form: 'cream', route: 'topical' }),
  drug('伏立康唑滴眼液', 'voriconazole', { form: 'eye_drops', route: 'ophthalmic' }),
  drug('甘精胰岛素注射液', 'insulin glargine', { ...injection, atc: 'A10AE04' }),
  drug('精蛋白人胰岛素混合注射液（30R）', '', injection),
  drug('司美格鲁肽注射液', 'semaglutide', { ...injection, atc: 'A10BJ06' }),
  drug('利拉鲁肽注射液', '', injection),
  drug('愈美片', 'dextromethorphan+guaifenesin'),
  drug('右美沙芬愈创甘油醚糖浆', 'dextromethorphan+guaifenesin', { form: 'syrup' }),
  drug('复方氨酚烷胺片', 'paracetamol+amantadine+caffeine+chlorphenamine'),
  drug('酚咖片', 'paracetamol+caffeine'),
  drug('奥硝唑片', 'ornidazole'),
  drug('茶碱缓释片', 'theophylline'),
  drug('多索茶碱片', 'doxofylline'),
  drug('盐酸特拉唑嗪片', 'terazosin'),
  drug('双氯芬酸钠米索前列醇肠溶片', 'diclofenac+misoprostol'),
  drug('炔雌醇环丙孕酮片', 'ethinylestradiol+cyproterone'),
  drug('炔雌醇片', 'ethinylestradiol'),
  drug('硝酸毛果芸香碱滴眼液', 'pilocarpine', { form: 'eye_drops', route: 'ophthalmic' }),
  drug('盐酸洛哌丁胺胶囊', 'loperamide'),
  drug('尿素［¹³C］胶囊', 'urea 13c'),
  drug('尼麦角林片', 'nicergoline'),
  drug('蛋白琥珀酸铁口服溶液', 'iron proteinsuccinylate'),
  drug('头孢克肟胶囊', 'cefixime'),
  drug('利伐沙班片', 'rivaroxaban'),
  drug('六神丸', 'rengongshexiang+chansu+xionghuang', { form: 'pill' }),
  drug('地屈孕酮片', 'dydrogesterone'),
];

describe('the list of drugs prohibited online', () => {
  it.each(BLOCKED.map(([drug, rule]) => [drug.genericName, rule, drug] as const))(
    '%s may not be sold online (%s)',
    (_, ruleId, drug) => {
      expect(prohibitedEntry(list, drug)).toMatchObject({ ruleId, version: 1 });
    },
  );

  it.each(ALLOWED.map((drug) => [drug.genericName, drug] as const))('%s may be', (_, drug) => {
    expect(prohibitedEntry(list, drug)).toBeNull();
  });

  it('holds at least 60 names and a good number of near misses', () => {
    expect(BLOCKED.length).toBeGreaterThan(60);
    expect(ALLOWED.length).toBeGreaterThanOrEqual(30);
  });

  it('reaches each of its rules with some name, so that none is dead', () => {
    const reached = new Set(BLOCKED.map(([, rule]) => rule));
    const shadowed = ['tramadol-compound']; // every tramadol product is psychotropic already
    expect(list.rules.map(({ id }) => id).filter((id) => !reached.has(id))).toEqual(shadowed);
  });

  it('applies the version in force that day', () => {
    const [v1] = readProhibitedLists();
    const v2 = { ...v1!, version: 2, effectiveFrom: '2027-01-01' };
    expect(listInForce([v2, v1!], '2026-12-31').version).toBe(1);
    expect(listInForce([v2, v1!], '2027-01-01').version).toBe(2);
    expect(() => listInForce([v1!], '2022-11-30')).toThrow();
  });
});
