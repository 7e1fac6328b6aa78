/** Starts the product's processes and makes sure that none outlives this one. */
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { ROOT, VAR } from './setup.mjs';

const children = [];
let stopping = false;

/** Runs a TypeScript file of the BFF. `ready(line)` sees every line it prints until it returns something. */
export function startTs(name, args, { env = {}, ready, onExit, stdio } = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: stdio ?? ['pipe', 'pipe', 'pipe'],
  });
  children.push(child);
  mkdirSync(path.join(VAR, 'logs'), { recursive: true });
  const log = createWriteStream(path.join(VAR, 'logs', `${name}.log`), { flags: 'a' });
  child.stderr?.pipe(log, { end: false });
  const promise = new Promise((resolve, reject) => {
    let tail = '';
    child.stderr?.on('data', (chunk) => (tail = (tail + chunk).slice(-2000)));
    child.stdout?.on('data', (chunk) => {
      log.write(chunk);
      for (const line of String(chunk).split('\n')) {
        const result = line && ready?.(line);
        if (result) resolve(result);
      }
    });
    child.on('exit', (code) => {
      if (!ready && code === 0) resolve();
      else reject(new Error(tail.trim().split('\n').slice(-12).join('\n') || `${name} 以代码 ${code} 结束`));
      if (!stopping) onExit?.(code);
    });
  });
  return { child, ready: promise };
}

/** Asks every process to end, and ends those that do not within ten seconds. */
export async function stopAll() {
  if (stopping) return;
  stopping = true;
  // The BFF first: it finishes what is in flight while its neighbours still answer.
  for (const child of [...children].reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGTERM');
    await new Promise((resolve) => {
      const timer = setTimeout(() => {
        child.kill('SIGKILL');
        resolve();
      }, 10_000);
      child.on('exit', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
process.on('exit', () => children.forEach((child) => child.exitCode === null && child.kill('SIGKILL')));
