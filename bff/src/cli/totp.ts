/** `npm run totp [-- account or store]`: current codes of the demo staff, for people without an authenticator at hand. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { generate } from 'otplib';
import type { StaffLogin } from './demo/people.ts';

const STEP_SECONDS = 30;
const root = process.env['XINGLIN_VAR'] ?? path.resolve(import.meta.dirname, '../../../var');
const file = path.join(root, 'demo/staff.json');
if (!existsSync(file)) {
  process.stderr.write('还没有演示账号，请先运行 npm start\n');
  process.exit(1);
}
const wanted = process.argv[2];
const staff = (JSON.parse(readFileSync(file, 'utf8')) as StaffLogin[]).filter(({ username, store }) =>
  wanted ? username === wanted || store?.includes(wanted) : !/^s\d{3}$/.test(username),
);
const left = STEP_SECONDS - (Math.floor(Date.now() / 1000) % STEP_SECONDS);
for (const { username, name, role, totpSecret } of staff)
  process.stdout.write(
    `${await generate({ strategy: 'totp', secret: totpSecret })}  ${username}  ${role} ${name}\n`,
  );
process.stdout.write(`还有 ${left} 秒有效\n`);
