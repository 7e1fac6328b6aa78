/** `npm start`: sets up what is missing, then runs the whole product on this machine and says where it is. */
import { createServer } from 'node:net';
import { readFileSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { startProduct } from './lib/product.mjs';
import { stopAll } from './lib/processes.mjs';
import { ROOT, build, explain, fail, installPackages, requireNode } from './lib/setup.mjs';

const NEEDED_BYTES = 300 * 1024 * 1024;
const port = Number(process.env.PORT ?? 8080);
const host = process.env.HOST ?? '127.0.0.1';

function mustBeFree() {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', (error) =>
      fail(
        error.code === 'EADDRINUSE' ? `端口 ${port} 已被占用，请用 PORT=其他端口 npm start` : explain(error),
      ),
    );
    server.listen(port, host, () => server.close(resolve));
  });
}

function mustHaveSpace() {
  const { bavail, bsize } = statfsSync(ROOT);
  if (bavail * bsize < NEEDED_BYTES) fail('磁盘空间不足(需要约 300 MB),请清理后重试');
}

function screen({ origin, staff, environment }) {
  const people = JSON.parse(readFileSync(path.join(ROOT, 'config/demo/city/people.json'), 'utf8'));
  const names = (list) => list.map(({ name }) => name).join('、');
  const line = '─'.repeat(64);
  const simulated = ['WECHAT_BASE_URL', 'WECHAT_PAY_BASE_URL', 'AMAP_BASE_URL', 'PRESCRIPTION_BASE_URL'].some(
    (name) => environment[name].includes('127.0.0.1'),
  );
  return [
    '',
    line,
    '  杏林 Xinglin 已启动',
    '',
    `  小程序(浏览器版)  ${origin}/`,
    `  管理后台          ${origin}/admin/`,
    `  接口文档          ${origin}/docs`,
    '',
    '  演示账号',
    `  患者  ${names(people.patients)}(在小程序里点「微信登录」后选择)`,
    `  骑手  ${names(people.riders.slice(0, 3))} 等(「我的」→ 工作身份)`,
    `  药师  ${names(people.pharmacists)}(「我的」→ 工作身份)`,
    ...staff
      .filter(({ username }) => !/^s\d{3}$/.test(username))
      .map(
        ({ role, name, username, store }) =>
          `  ${role}  ${name}${store ? `(${store})` : ''}  账号 ${username}`,
      ),
    '  其他门店的店员  账号为门店编号，如 s045;npm run totp -- 门店名 可以查到',
    `  后台密码 ${staff[0].password}  动态口令: 另开终端运行 npm run totp`,
    '',
    simulated
      ? '  模拟: 微信登录与订阅消息、微信支付、支付宝、高德地图、电子处方流转平台、互联网医院(不产生真实费用)'
      : '  全部外部系统为真实接口',
    '  停止: Ctrl-C    清空数据: npm run reset',
    line,
    '',
  ].join('\n');
}

async function main() {
  requireNode();
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    fail(`PORT 应为 1–65535 的数字，现在是 ${process.env.PORT}`);
  await mustBeFree();
  mustHaveSpace();
  installPackages();
  build(['h5', 'admin']);
  const say = (text) => process.stdout.write(`· ${text}\n`);
  const onExit = () => stopAll().then(() => fail('有进程意外结束，日志在 var/logs/'));
  const product = await startProduct({ port, host, say, onExit });
  process.stdout.write(screen(product));
}

const stop = () => stopAll().then(() => process.exit(0));
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());
await main().catch((error) => stopAll().then(() => fail(explain(error))));
