import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { searchDrugs } from '@xinglin/shared/catalogue/contract';
import { textSource } from '../../kernel/import/importer.ts';
import { someone } from '../../kernel/testing.ts';
import { drugTable } from './store.ts';
import { ILLNESS_WORDS, SYMPTOM_WORDS } from './symptom-words.ts';
import { demoFile, namesOf, testCatalogue } from './testing.ts';

const { db, clock, room, as, engine, importDrugs, patient, find } = testCatalogue();

describe('finding a drug', () => {
  it.each([
    ['布洛芬', '布洛芬'],
    ['blf', '布洛芬'],
    ['buluofen', '布洛芬'],
    ['BuLuoFen', '布洛芬'],
    ['buluofne', '布洛芬'],
    ['布洛分', '布洛芬'],
    ['布洛', '布洛芬'],
    ['ibuprofen', '布洛芬'],
    ['扑热息痛', '对乙酰氨基酚'],
    ['paracetamol', '对乙酰氨基酚'],
    ['维C', '维生素C'],
    ['VC银翘', '维C银翘片'],
    ['999感冒灵', '感冒灵'],
    ['板蓝根冲剂', '板蓝根颗粒'],
    ['D0001', '对乙酰氨基酚片'],
  ])('%s finds %s first', async (q, expected) => {
    expect((await find(q))[0]?.genericName).toContain(expected);
  });

  it.each([
    ['感冒', '感冒发热'],
    ['感冒吃什么药', '感冒发热'],
    ['ganmao', '感冒发热'],
    ['拉肚子', '腹泻便秘'],
    ['嗓子疼怎么办', '咽喉口腔'],
    ['便秘', '腹泻便秘'],
    ['脚气', '皮肤外用'],
    ['痛经', '妇科'],
  ])('%s finds what helps, %s among it', async (q, category) => {
    const cards = await find(q);
    expect(cards.map((card) => card.category)).toContain(category);
    expect(cards.length).toBeGreaterThan(2);
  });

  it('finds a prescription drug by its name, however it is typed', async () => {
    for (const q of ['阿莫西林', 'amxl', 'amoxilin', 'amoxicillin', '羟氨苄青霉素', '阿莫西林胶囊', '阿莫'])
      expect(namesOf(await find(q)).join()).toContain('阿莫西林');
    expect(namesOf(await find('二甲双胍'))).toContain('盐酸二甲双胍片');
    expect(namesOf(await find('erjiashuanggua'))).toContain('盐酸二甲双胍片');
    expect(namesOf(await find('蒲地蓝消炎口服液'))[0]).toBe('蒲地蓝消炎口服液');
    expect(namesOf(await find('血脂康'))).toEqual(['血脂康胶囊']);
    expect(namesOf(await find('心痛定'))).toContain('硝苯地平控释片');
  });

  it('lists nothing closed to a patient when browsing, and everything to people at work', async () => {
    const browse = await as(patient)(searchDrugs, { limit: 50 });
    expect(browse.items).toHaveLength(50);
    expect(browse.items.every((card) => card.class !== 'rx')).toBe(true);
    expect(browse.categories).toContain('感冒发热');
    expect(browse.categories).not.toContain('降压');
    expect(await find('', patient, { category: '降压' })).toEqual([]);
    expect(await find('氨氯地平', patient, { category: '降压' })).toEqual([]);
    expect((await find('', someone('pharmacist'), { category: '降压' })).length).toBeGreaterThan(3);
  });

  it('answers oddities without a fault', async () => {
    for (const q of ['%', '_', "' or 1=1", '😀', '药', '的', '。', 'a', '片', '\u0000', 'ß'])
      await expect(find(q)).resolves.toBeDefined();
    await expect(find('长'.repeat(61))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('shows what another process imported after a few seconds, and our own at once', async () => {
    const file = readFileSync(demoFile('otc-western.csv'), 'utf8').split('\n');
    const added = file[1]!.replace('D0001', 'Z0001').replace('演示准字D0001', '演示准字Z0001');
    const unique = added.replace('对乙酰氨基酚片', '杏林试验片').replace('扑热息痛|醋氨酚', '试验别名');
    await importDrugs(textSource(`${file[0]}\n${unique}`));
    expect(namesOf(await find('杏林试验'))).not.toContain('杏林试验片');
    await engine.drain();
    expect(namesOf(await find('杏林试验'))).toContain('杏林试验片');

    await db.write((tx) => tx.delete(drugTable, { code: 'Z0001' }));
    expect(namesOf(await find('杏林试验'))).toContain('杏林试验片');
    clock.now = new Date(clock.now.getTime() + 6_000);
    expect(namesOf(await find('杏林试验'))).not.toContain('杏林试验片');
  });

  it('never leads from a complaint or an illness to a prescription drug', async () => {
    const lay = [
      ...[
        '血压高',
        '血糖高怎么办',
        '降压药',
        '消炎药',
        '消炎',
        '避孕药',
        '流感药',
        '新冠口服药',
        '心痛',
        '鼻子不通气',
      ],
      ...[
        '睡不着觉',
        '抗生素消炎',
        '高血压吃什么药好',
        '清热颗粒',
        '感冒头孢',
        '止喘贴',
        '胃疼吃奥美拉唑',
        '头疼脑热',
      ],
      ...['gaoxueya', 'fashao', 'toutong', 'shimian', 'tangniaobing', '肚子不舒服', '浑身没劲', '嘴里长泡'],
      ...[...ILLNESS_WORDS, ...Object.values(SYMPTOM_WORDS).flat()].flatMap((word) => [word, `${word}药`]),
    ];
    const offences: string[] = [];
    for (const q of lay)
      for (const card of (await room.use.search(patient, { q, limit: 50 })).items)
        if (card.class === 'rx') offences.push(`${q} → ${card.genericName}`);
    expect(offences).toEqual([]);
  });
});
