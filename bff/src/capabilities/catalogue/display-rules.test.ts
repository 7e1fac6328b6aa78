import { describe, expect, it } from 'vitest';
import { getDrug, PROHIBITED_NOTICE, RX_NOTICE } from '@xinglin/shared/catalogue/contract';
import { someone } from '../../kernel/testing.ts';
import { drugTable, type DrugRow } from './store.ts';
import { testCatalogue } from './testing.ts';

const { db, room, as, approved, prices, patient, find, row } = testCatalogue();

describe('what a patient may see of a prescription drug', () => {
  const leafletWords = ({ indications, dosageAdult, category }: DrugRow) => [
    indications,
    dosageAdult,
    category,
  ];

  it('is its name and the notice, until a prescription is approved', async () => {
    const amoxicillin = await row('阿莫西林胶囊');
    prices.set(amoxicillin.id, 1280);
    const page = await as(patient)(getDrug, { id: amoxicillin.id });
    expect(page).toMatchObject({
      genericName: '阿莫西林胶囊',
      class: 'rx',
      picture: null,
      category: null,
      ingredients: null,
      leaflet: null,
      fromFen: null,
      purchasable: false,
      notice: RX_NOTICE,
    });
    const cards = await find('阿莫西林');
    expect(cards.length).toBeGreaterThan(0);
    for (const card of cards)
      expect(card).toMatchObject({ class: 'rx', picture: null, category: null, purchasable: false });
    const answered = JSON.stringify([page, cards, await room.cardsFor(patient, [amoxicillin.id])]);
    for (const word of leafletWords(amoxicillin)) expect(answered).not.toContain(word);
  });

  it('opens with an approved prescription, for this person and this drug only', async () => {
    const amoxicillin = await row('阿莫西林胶囊');
    const other = await row('格列美脲片');
    prices.set(amoxicillin.id, 1280);
    approved.set(patient.id, new Set([amoxicillin.id]));
    const page = await as(patient)(getDrug, { id: amoxicillin.id });
    expect(page).toMatchObject({
      picture: 'capsule',
      category: amoxicillin.category,
      purchasable: true,
      fromFen: 1280,
      notice: RX_NOTICE,
    });
    expect(page.leaflet).toMatchObject({ indications: amoxicillin.indications });
    const card = (await find('阿莫西林胶囊')).find(({ id }) => id === amoxicillin.id);
    expect(card).toMatchObject({ picture: 'capsule', purchasable: true });
    expect(await as(patient)(getDrug, { id: other.id })).toMatchObject({ leaflet: null, purchasable: false });
    expect(await as(someone('patient'))(getDrug, { id: amoxicillin.id })).toMatchObject({ leaflet: null });
  });

  it('is everything for people at work, who buy nothing', async () => {
    const { id } = await row('阿莫西林胶囊');
    for (const role of ['pharmacist', 'store_staff', 'compliance_officer'] as const) {
      const page = await as(someone(role))(getDrug, { id });
      expect(page).toMatchObject({ picture: 'capsule', purchasable: false });
      expect(page.leaflet).not.toBeNull();
    }
    await expect(as(someone('rider'))(getDrug, { id })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });

  it('is nothing new for OTC: leaflet, price and button are there', async () => {
    const ibuprofen = await row('布洛芬缓释胶囊');
    prices.set(ibuprofen.id, 990);
    const page = await as(patient)(getDrug, { id: ibuprofen.id });
    expect(page).toMatchObject({ purchasable: true, notice: null, fromFen: 990, picture: 'capsule' });
    expect(page.leaflet!.pregnancy).toMatch(/。$/);
    expect(page.ingredients).toEqual([{ inn: 'ibuprofen', amount: expect.stringMatching(/mg$/) }]);
  });
});

describe('what may not be sold online', () => {
  it('cannot be bought, with or without a prescription, and carries the notice', async () => {
    const cold = await row('酚麻美敏片');
    const warfarin = await row('华法林钠片');
    prices.set(cold.id, 1500).set(warfarin.id, 2000);
    approved.set(patient.id, new Set([warfarin.id]));
    for (const { id } of [cold, warfarin]) {
      expect(await as(patient)(getDrug, { id })).toMatchObject({
        purchasable: false,
        notice: PROHIBITED_NOTICE,
        fromFen: null,
      });
      expect(await room.isProhibitedOnline(id)).toBe(true);
    }
    for (const q of ['酚麻美敏', '感冒', '华法林', 'hfl'])
      for (const card of await find(q, patient, { limit: 50 }))
        if (card.notice === PROHIBITED_NOTICE) expect(card.purchasable).toBe(false);
    const forAdvice = await room.otcFacts();
    expect(forAdvice.map(({ name }) => name)).not.toContain('酚麻美敏片');
    expect(forAdvice.every((drug) => drug.class !== 'rx')).toBe(true);
    expect(forAdvice.find(({ drugCode }) => drugCode === 'D0001')!.ingredients).toEqual([
      { inn: 'paracetamol', amount: 500, unit: 'mg' },
    ]);
    expect(forAdvice.length).toBeGreaterThan(200);
  });

  it('are exactly these of the demo catalogue', async () => {
    const all = await db.read.find(drugTable);
    const drugs = await room.drugsByIds(all.map(({ id }) => id));
    const blocked = [
      ...new Set([...drugs.values()].filter((drug) => drug.prohibitedOnline).map((drug) => drug.genericName)),
    ];
    expect(blocked.sort()).toEqual(
      [
        ...[
          '地高辛片',
          '盐酸胺碘酮片',
          '氨茶碱片',
          '卡马西平片',
          '拉莫三嗪片',
          '华法林钠片',
          '替格瑞洛片',
          '西洛他唑片',
        ],
        ...['达比加群酯胶囊', '秋水仙碱片', '米非司酮片', '米索前列醇片', '头孢地尼胶囊', '伊曲康唑胶囊'],
        ...['酚麻美敏片', '氨麻美敏片(Ⅱ)', '酚麻美敏混悬液'],
      ].sort(),
    );
  });

  it('is told for a prescribed item too, by the ingredients of our catalogue or by name', async () => {
    const item = (genericName: string, form = '片', route = 'oral') => ({ genericName, form, route });
    expect(await room.prohibitedEntry(item('华法林钠片'))).toMatchObject({
      ruleId: 'named-nerves-and-blood',
    });
    expect(await room.prohibitedEntry(item('头孢曲松钠', '注射剂', 'injection'))).toMatchObject({
      ruleId: 'injection',
    });
    expect(await room.prohibitedEntry(item('阿莫西林胶囊'))).toBeNull();
    expect(await room.prohibitedEntry(item('门冬胰岛素注射液', '注射液', 'subcutaneous'))).toBeNull();
    expect(await room.prohibitedEntry(item('右美沙芬愈创甘油醚糖浆', '糖浆'))).toBeNull();
  });
});
