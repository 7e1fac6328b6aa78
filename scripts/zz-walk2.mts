import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const require = createRequire('/work/wt/inventory/package.json');
const { chromium } = require('playwright-core');
const { generate } = require('otplib');
const staff = JSON.parse(readFileSync('/work/wt/inventory/var/demo/staff.json', 'utf8'));
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu'] });
const O = 'http://127.0.0.1:8120';
async function desk(username: string) {
  const login = staff.find((s: any) => s.username === username);
  const ctx = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' });
  const page = await ctx.newPage();
  page.setDefaultTimeout(9000);
  page.on('pageerror', (e: Error) => console.log('PAGEERROR', e.message));
  page.on('console', (m: any) => m.type() === 'error' && console.log('CONSOLE', m.text().slice(0, 200)));
  await page.goto(O + '/admin/'); await page.waitForTimeout(3000); await page.screenshot({path:'/tmp/inv-shots/00.png'}); console.log((await page.content()).length, await page.locator('input').count());
  await page.fill('#account', login.username);
  await page.fill('#password', login.password);
  await page.fill('#totp', await generate({ strategy: 'totp', secret: login.totpSecret }));
  await page.click('#sign-in');
  await page.getByText('拣货台').first().waitFor();
  return page;
}
const shot = async (p: any, name: string) => { await p.waitForTimeout(700); await p.screenshot({ path: `/tmp/inv-shots/${name}.png` }); console.log('shot', name); };
const go = async (p: any, path: string) => { await p.goto(`${O}/admin${path}`); await p.waitForLoadState('networkidle').catch(() => {}); };
const step = async (name: string, fn: () => Promise<void>) => { try { await fn(); } catch (e) { console.log('FAILED', name, String(e).slice(0, 300)); } };
const a = await desk('demo-staff-s001');
const base = process.env.ADMIN_BASE ?? '';
await step('batches', async () => { await go(a, base + '/batches'); await shot(a, '01-batches'); });
await step('codes', async () => {
  await a.getByRole('button', { name: /^更多操作/ }).first().click();
  await shot(a, '02-more');
  await a.getByText('查看追溯码').click(); await shot(a, '03-codes'); await a.keyboard.press('Escape');
});
await step('adjust', async () => {
  await a.getByRole('button', { name: /^更多操作/ }).nth(1).click();
  await a.getByText('申请调整').locator('visible=true').first().click();
  await a.locator('#reason-code').click(); await a.getByText('破损污染').locator('visible=true').last().click();
  await shot(a, '04-adjust'); await a.click('#reason-ok'); await a.getByText('已提交').first().waitFor();
});
await step('receive', async () => {
  await go(a, base + '/receipts'); await a.click('#receive-new');
  await a.fill('#receive-document', 'SH-20261129-01'); await a.fill('#receive-supplier', '演示医药供应');
  await a.locator('#receive-drug').click(); await a.locator('#receive-drug').fill('酚麻美敏片'); await a.waitForTimeout(1500);
  await a.getByText(/酚麻美敏片.*D0029/).locator('visible=true').first().click();
  await a.fill('#receive-lot', 'W1'); await a.fill('#receive-quantity', '4');
  await a.fill('#receive-made', '2026-10-01'); await a.keyboard.press('Enter');
  await a.fill('#receive-expires', '2028-09-30'); await a.keyboard.press('Enter');
  await a.fill('#codes-field', ['81000000000000000001','81000000000000000002','81000000000000000003','81000000000000000004'].join('\n'));
  await shot(a, '05-receive'); await a.click('#receive-save'); await a.getByText('已入库').first().waitFor(); await shot(a, '06-received');
});
await step('counter ephedrine', async () => {
  await go(a, base + '/batches?q=W1'); await a.getByRole('button', { name: /^柜台销售/ }).first().click();
  await a.fill('#buyer-name', '测试人'); await a.fill('#buyer-id', '11010519491231002X'); await a.fill('#buyer-maker', '演示制药');
  await a.fill('#codes-field', '81000000000000000001');
  await shot(a, '07-counter'); await a.click('#sell-confirm'); await a.getByText('已扣减').first().waitFor();
  await go(a, base + '/register'); await shot(a, '08-register');
});
await step('count', async () => {
  await go(a, base + '/counts'); await a.click('#count-new'); await a.getByText('最久没核对').click();
  await a.locator('#count-close').waitFor(); 
  for (const box of await a.getByRole('spinbutton').all()) await box.fill('5');
  await shot(a, '09-count'); await a.click('#count-close'); await a.getByText('已提交').first().waitFor(); await shot(a, '10-counted');
});
await step('quarantine', async () => {
  await go(a, base + '/batches'); await a.getByRole('button', { name: /^更多操作/ }).nth(3).click();
  await a.getByText('隔离或召回').locator('visible=true').first().click();
  await a.locator('#reason-code').click(); await a.getByText('质量可疑').locator('visible=true').last().click();
  await a.click('#reason-ok'); await a.getByText('已隔离').first().waitFor();
  await go(a, base + '/quarantine'); await shot(a, '11-quarantine');
});
await step('ship', async () => {
  await go(a, base + '/batches?q=W1'); await a.getByRole('button', { name: /^更多操作/ }).first().click();
  await a.getByText('调拨到别的门店').click(); await a.locator('#ship-store').click(); await a.keyboard.press('Enter');
  await a.fill('#codes-field', '81000000000000000002'); await shot(a, '12-ship'); await a.click('#ship-confirm');
  await a.getByText('已出库').first().waitFor(); await go(a, base + '/transfers'); await shot(a, '13-transfers');
});
await step('movements', async () => { await go(a, base + '/movements'); await shot(a, '14-movements'); });
await step('upload', async () => {
  await go(a, base + '/upload');
  await a.setInputFiles('input[type=file]', { name: 'stock.csv', mimeType: 'text/csv', buffer: Buffer.from('store_code,drug_code,lot_no,expires,on_hand\nS001,D0029,W2,2028-01-01,6\nS002,D0029,W2,2028-01-01,6\nS001,D9999,X,2028-13-01,a\n') });
  await a.getByText('没有写入').waitFor(); await shot(a, '15-upload-faults');
  await a.setInputFiles('input[type=file]', { name: 'ok.csv', mimeType: 'text/csv', buffer: Buffer.from('store_code,drug_code,lot_no,expires,on_hand\nS001,D0029,W2,2028-01-01,6\n') });
  await a.locator('#upload-apply').click(); await a.getByText(/已写入/).waitFor(); await shot(a, '16-upload');
});
await step('review', async () => {
  const b = await desk('demo-second-s001'); await go(b, base + '/requests'); await shot(b, '17-requests');
  await b.getByRole('button', { name: /^通过/ }).last().click(); await b.getByRole('button', { name: '通过', exact: true }).last().click();
  await b.getByText(/已生效/).first().waitFor(); await shot(b, '18-confirmed');
});
await browser.close();
