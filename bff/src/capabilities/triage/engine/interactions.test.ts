import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRegimen, interactionsBetween, sharedUse } from './interactions.ts';
import { InteractionsFile } from './knowledge-files.ts';
import { knowledge } from './knowledge.ts';
import { ingredientsNamed } from './medicine-names.ts';

const know = knowledge();
const file = InteractionsFile.parse(
  JSON.parse(
    readFileSync(new URL('../../../../../config/triage/interactions.json', import.meta.url), 'utf8'),
  ),
);
const check = (...names: string[]) => checkRegimen(names, know);
const severityOf = (a: string, b: string) => check(a, b).findings[0]?.severity ?? null;

describe('the interaction table', () => {
  it('has more than 400 rows, none twice, each with mechanism and source', () => {
    const keys = file.entries.map(({ a, b }) => [a, b].sort().join('|'));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBeGreaterThanOrEqual(400);
    for (const { mechanism, source } of file.entries) {
      expect(mechanism.length).toBeGreaterThanOrEqual(2);
      expect(source).not.toBe('');
    }
  });

  it('speaks of INN of the medicines list or of its own groups, in lower case', () => {
    const groups = new Set(Object.keys(file.groups));
    const names = [
      ...file.entries.flatMap(({ a, b }) => [a, b]).filter((name) => !groups.has(name)),
      ...Object.values(file.groups).flat(),
    ];
    expect(names.filter((name) => !know.medicines.has(name))).toEqual([]);
    expect(names.filter((name) => name !== name.toLowerCase())).toEqual([]);
    for (const group of groups) expect(know.medicines.has(group), `${group} is INN and group`).toBe(false);
  });

  it('uses every group it defines', () => {
    const used = new Set(file.entries.flatMap(({ a, b }) => [a, b]));
    expect(Object.keys(file.groups).filter((group) => !used.has(group))).toEqual([]);
  });

  // A class with a member forgotten would be checked in silence.
  it.each([
    ['ssri', 'ssri'],
    ['doac', 'doac'],
    ['acei', 'acei'],
    ['benzodiazepine', 'benzodiazepine'],
    ['pde5', 'pde5'],
    ['nitrate', 'nitrate'],
    ['quinolone', 'quinolone'],
    ['sulfonylurea', 'sulfonylurea'],
    ['triptan', 'triptan'],
    ['ppi', 'ppi'],
    ['sedating_antihistamine', 'sedating_antihistamine'],
  ])('%s holds every medicine of that class', (group, of) => {
    const members = [...know.medicines.values()]
      .filter(({ groups, contains }) => groups.includes(of) && !contains)
      .map(({ inn }) => inn);
    expect([...file.groups[group]!].sort()).toEqual(members.sort());
  });

  it.each([
    ['warfarin', 'ibuprofen', 'major'],
    ['warfarin', 'paracetamol', 'moderate'],
    ['warfarin', 'fluconazole', 'major'],
    ['warfarin', 'metronidazole', 'major'],
    ['warfarin', 'amiodarone', 'major'],
    ['warfarin', 'rifampicin', 'major'],
    ['warfarin', 'danshen', 'major'],
    ['rivaroxaban', 'ketoconazole', 'major'],
    ['clopidogrel', 'omeprazole', 'major'],
    ['aspirin', 'ibuprofen', 'major'],
    ['ibuprofen', 'naproxen', 'major'],
    ['sildenafil', 'glyceryl trinitrate', 'contraindicated'],
    ['sildenafil', 'doxazosin', 'major'],
    ['simvastatin', 'clarithromycin', 'contraindicated'],
    ['simvastatin', 'gemfibrozil', 'contraindicated'],
    ['simvastatin', 'ciclosporin', 'contraindicated'],
    ['simvastatin', 'amlodipine', 'moderate'],
    ['atorvastatin', 'clarithromycin', 'major'],
    ['phenelzine', 'fluoxetine', 'contraindicated'],
    ['moclobemide', 'pseudoephedrine', 'contraindicated'],
    ['selegiline', 'dextromethorphan', 'contraindicated'],
    ['sertraline', 'dextromethorphan', 'major'],
    ['linezolid', 'sertraline', 'major'],
    ['tramadol', 'fluoxetine', 'major'],
    ['sumatriptan', 'sertraline', 'moderate'],
    ['domperidone', 'clarithromycin', 'contraindicated'],
    ['amiodarone', 'levofloxacin', 'major'],
    ['haloperidol', 'ondansetron', 'major'],
    ['cisapride', 'erythromycin', 'contraindicated'],
    ['methadone', 'azithromycin', 'major'],
    ['digoxin', 'amiodarone', 'major'],
    ['digoxin', 'verapamil', 'major'],
    ['digoxin', 'furosemide', 'major'],
    ['lithium', 'hydrochlorothiazide', 'major'],
    ['lithium', 'enalapril', 'major'],
    ['methotrexate', 'trimethoprim', 'major'],
    ['methotrexate', 'ibuprofen', 'major'],
    ['theophylline', 'ciprofloxacin', 'major'],
    ['carbamazepine', 'ethinylestradiol', 'major'],
    ['rifampicin', 'levonorgestrel', 'major'],
    ['phenytoin', 'apixaban', 'major'],
    ['valproate', 'meropenem', 'major'],
    ['valproate', 'lamotrigine', 'major'],
    ['lisinopril', 'spironolactone', 'major'],
    ['valsartan', 'trimethoprim', 'major'],
    ['sacubitril', 'enalapril', 'contraindicated'],
    ['glibenclamide', 'fluconazole', 'major'],
    ['insulin', 'propranolol', 'moderate'],
    ['metformin', 'iodinated contrast', 'major'],
    ['metformin', 'alcohol', 'major'],
    ['levothyroxine', 'calcium carbonate', 'moderate'],
    ['levothyroxine', 'ferrous sulfate', 'moderate'],
    ['levothyroxine', 'omeprazole', 'minor'],
    ['ciprofloxacin', 'aluminium hydroxide', 'moderate'],
    ['doxycycline', 'ferrous sulfate', 'moderate'],
    ['alendronate', 'calcium carbonate', 'moderate'],
    ['morphine', 'diazepam', 'major'],
    ['diazepam', 'chlorphenamine', 'major'],
    ['colchicine', 'clarithromycin', 'major'],
    ['allopurinol', 'azathioprine', 'major'],
    ['ceftriaxone', 'alcohol', 'major'],
    ['metronidazole', 'alcohol', 'major'],
    ['felodipine', 'grapefruit', 'moderate'],
    ["st john's wort", 'ciclosporin', 'major'],
    ['tacrolimus', 'voriconazole', 'major'],
    ['ritonavir', 'simvastatin', 'contraindicated'],
    ['nirmatrelvir', 'amiodarone', 'contraindicated'],
    ['glycyrrhiza', 'digoxin', 'major'],
    ['glycyrrhiza', 'furosemide', 'major'],
    ['mahuang', 'amlodipine', 'major'],
    ['ginkgo', 'warfarin', 'moderate'],
    ['pseudoephedrine', 'metoprolol', 'moderate'],
    ['tizanidine', 'ciprofloxacin', 'contraindicated'],
    ['tamoxifen', 'paroxetine', 'major'],
    ['isotretinoin', 'doxycycline', 'contraindicated'],
    ['gentamicin', 'furosemide', 'major'],
  ])('%s + %s is %s, whichever comes first', (a, b, severity) => {
    expect(severityOf(a, b)).toBe(severity);
    expect(severityOf(b, a)).toBe(severity);
  });

  it.each([
    ['paracetamol', 'ibuprofen'],
    ['paracetamol', 'loratadine'],
    ['amoxicillin', 'ibuprofen'],
    ['metformin', 'lisinopril'],
    ['amlodipine', 'atorvastatin'],
    ['omeprazole', 'amoxicillin'],
    ['levodopa', 'carbidopa'],
  ])('does not cry wolf about %s + %s', (a, b) => {
    expect(check(a, b).findings).toEqual([]);
  });
});

describe('names people write', () => {
  it.each([
    ['Acetaminophen', 'paracetamol'],
    ['TYLENOL', 'paracetamol'],
    ['扑热息痛', 'paracetamol'],
    ['对乙酰氨基酚片', 'paracetamol'],
    ['芬必得', 'ibuprofen'],
    ['布洛芬缓释胶囊', 'ibuprofen'],
    ['  Warfarin  Sodium ', 'warfarin'],
    ['metoprolol succinate 47.5 mg', 'metoprolol'],
    ['amlodipine besylate', 'amlodipine'],
    ['硫酸氢氯吡格雷片', 'clopidogrel'],
    ['盐酸二甲双胍缓释片', 'metformin'],
    ['拜新同', 'nifedipine'],
    ['拜阿司匹灵', 'aspirin'],
    ['acetylsalicylic acid', 'aspirin'],
    ['cyclosporine', 'ciclosporin'],
    ['chlorpheniramine', 'chlorphenamine'],
    ['nitroglycerin', 'glyceryl trinitrate'],
    ['albuterol', 'salbutamol'],
    ['rifampin', 'rifampicin'],
    ['西柚汁', 'grapefruit'],
    ['酒', 'ethanol'],
    ['St John’s Wort', "st john's wort"],
    ['ＩＢＵＰＲＯＦＥＮ', 'ibuprofen'],
  ])('%s is %s', (name, inn) => {
    expect(ingredientsNamed(name, know)).toEqual([inn]);
  });

  it('takes compound products apart', () => {
    expect(ingredientsNamed('泰诺', know)).toEqual([
      'paracetamol',
      'pseudoephedrine',
      'dextromethorphan',
      'chlorphenamine',
    ]);
    expect(ingredientsNamed('amoxicillin/clavulanic acid', know)).toEqual(['amoxicillin', 'clavulanic acid']);
    expect(ingredientsNamed('维C银翘片', know)).toEqual(
      expect.arrayContaining(['paracetamol', 'chlorphenamine']),
    );
  });

  // 双胍 is a word for metformin, 头孢 for ceftriaxone.
  it.each(['苯乙双胍', '头孢他美酯', 'unobtainium', '降压药', '', 'metforminol'])(
    'does not guess what 「%s」 is',
    (name) => {
      expect(ingredientsNamed(name, know)).toEqual([]);
    },
  );
});

describe('a regimen', () => {
  it('names what it does not know, and what no row speaks of', () => {
    const { notCovered, findings } = check('warfarin', '某种新药', 'carbidopa');
    expect(notCovered).toEqual(['某种新药', 'carbidopa']);
    expect(findings).toEqual([]);
  });

  it('tells how many pairs it looked at; a known pair without a row is no finding and is covered', () => {
    expect(check('metformin', 'lisinopril', 'amlodipine')).toMatchObject({
      pairsChecked: 3,
      notCovered: [],
      findings: [],
    });
    expect(check('warfarin').pairsChecked).toBe(0);
    expect(check('warfarin', '某种新药').pairsChecked).toBe(0);
  });

  it('finds the same ingredient under two names and inside a cold remedy', () => {
    expect(check('acetaminophen', '扑热息痛', '999感冒灵').duplicates).toEqual([
      { inn: 'paracetamol', name: '对乙酰氨基酚', of: ['acetaminophen', '扑热息痛', '999感冒灵'] },
    ]);
  });

  it('finds two of a class of which one is enough', () => {
    expect(check('ibuprofen', 'diclofenac', 'losartan').duplicates).toContainEqual({
      group: 'nsaid',
      name: '解热镇痛抗炎药',
      of: ['ibuprofen', 'diclofenac'],
    });
    expect(check('omeprazole', 'pantoprazole').duplicates).toMatchObject([{ group: 'ppi' }]);
    expect(check('enalapril', 'lisinopril').duplicates).toMatchObject([{ group: 'acei' }]);
    expect(check('甘精胰岛素', '门冬胰岛素').duplicates).toEqual([]);
  });

  it('does not judge what a maker put into one product, nor two herbal teas for sharing liquorice', () => {
    expect(check('复方氨酚烷胺胶囊').findings).toEqual([]);
    expect(check('复方氨酚烷胺胶囊').pairsChecked).toBe(0);
    expect(check('小柴胡颗粒', '玄麦甘桔颗粒').duplicates).toEqual([]);
  });

  it('puts the gravest first and says how each was written', () => {
    const { findings } = check('伟哥', '氨氯地平', '硝酸甘油');
    expect(findings[0]).toMatchObject({
      a: 'sildenafil',
      b: 'glyceryl trinitrate',
      severity: 'contraindicated',
      given: ['伟哥', '硝酸甘油'],
    });
    expect(findings[0]!.source).toMatch(/BNF|FDA/);
  });

  it('says the same in any order of the medicines', () => {
    const some = fc.uniqueArray(fc.constantFrom(...[...know.medicines.keys()]), { maxLength: 6 });
    const told = (names: string[]) =>
      check(...names)
        .findings.map(({ a, b, severity }) => `${[a, b].sort().join('+')} ${severity}`)
        .sort();
    fc.assert(
      fc.property(some, (names) => {
        expect(told([...names].reverse())).toEqual(told(names));
      }),
      { numRuns: 100 },
    );
  });

  it('is what the symptom check and the review of prescriptions look up', () => {
    const [pair] = interactionsBetween(['warfarin'], ['ibuprofen'], know);
    const [finding] = check('warfarin', 'ibuprofen').findings;
    expect(finding).toMatchObject({ severity: pair!.severity, mechanism: pair!.mechanism });
    expect(sharedUse(['氟比洛芬'], ['ibuprofen'], know)).toEqual([]);
    expect(sharedUse(['flurbiprofen'], ['ibuprofen'], know)).toEqual(['解热镇痛抗炎药']);
  });
});
