import { afterEach, expect, test } from 'vitest';
import { launch, type Host } from '../../../test/weapp/host.ts';

// The built weapp bundle with nobody to answer it: `npm run build:weapp` first.
let app: Host | undefined;
afterEach(() => {
  app?.close();
  app = undefined;
});

const writing = async () => {
  app = await launch({ origin: 'http://127.0.0.1:9', path: 'journey/step1-symptom-check/index' });
  await app.waitForText('描述您的不适');
  return app;
};

test('chest pain with cold sweat brings the 120 page with the network off, and it dials', async () => {
  const it = await writing();
  await it.input('#complaint', '我58岁，胸口压着疼，出冷汗');
  await it.tap('下一步');
  await it.waitForText('立即拨打 120');
  for (const shop of ['看附近', '加入清单', '可以考虑的药', '¥']) expect(it.has(shop)).toBe(false);
  await it.tap('拨打120急救电话');
  expect(it.log.phoneCalls).toEqual(['120']);
  expect(it.log.wxml).toEqual([]);
});

test('a wish to die brings the helpline too', async () => {
  const it = await writing();
  await it.input('#complaint', '我不想活了');
  await it.tap('下一步');
  await it.waitForText('立即拨打 120');
  await it.tap('拨打12356心理援助热线');
  expect(it.log.phoneCalls).toEqual(['12356']);
});

test('a sore throat is no emergency: the person is asked about next', async () => {
  const it = await writing();
  await it.input('#complaint', '嗓子疼两天');
  await it.tap('下一步');
  await it.waitForText('为谁自查');
  expect(it.has('立即拨打 120')).toBe(false);
});
