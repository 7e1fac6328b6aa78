import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DEMO_FOLDER } from './audit-key.ts';

/** A setting for a command: of the deployment, or what the product on this machine was last started with. */
export function setting(name: string): string {
  const file = path.join(DEMO_FOLDER, 'environment.json');
  const demo = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
  const value = process.env[name] || demo[name];
  if (!value) throw new Error(`请设置 ${name}`);
  return value;
}
