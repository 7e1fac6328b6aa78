/** `npm run reset`: asks, then forgets the demo data: database, simulators, keys. `--yes` does not ask. */
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { VAR } from './lib/setup.mjs';

const what = [
  'xinglin.db',
  'xinglin.db-wal',
  'xinglin.db-shm',
  'simulators',
  'demo',
  'logs',
  'private-files',
].map((name) => path.join(VAR, name));
if (!what.some((file) => existsSync(file))) console.log('没有需要清空的数据');
else {
  const sure = process.argv.includes('--yes') || (await ask());
  if (sure) for (const file of what) rmSync(file, { recursive: true, force: true });
  console.log(sure ? '已清空，下次 npm start 会重新载入演示城区' : '没有改动');
}

async function ask() {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('将清空本机的数据库、模拟器账本和密钥，输入 yes 确认: ');
  terminal.close();
  return answer.trim() === 'yes';
}
