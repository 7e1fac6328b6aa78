/** Starts the servers of the machine that tests want, each on a free port with a data folder of its own. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

export const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

const find = (...names) =>
  names
    .flatMap((name) => ['/usr/sbin', '/usr/bin', '/usr/local/bin'].map((dir) => path.join(dir, name)))
    .find(existsSync);

/** What this machine has, by the name a person would install. */
export const installed = () => ({
  mariadb: find('mariadbd') !== undefined,
  redis: find('redis-server') !== undefined,
  chromium: existsSync(CHROMIUM),
});

export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

export async function waitForPort(port, ms = 30_000, child) {
  const deadline = Date.now() + ms;
  for (;;) {
    const open = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.on('error', () => resolve(false));
      socket.on('close', () => socket.destroy());
      socket.setTimeout(1_000, () => resolve(false));
    });
    if (open) return;
    if (child?.exitCode !== null && child?.exitCode !== undefined)
      throw new Error(`the server on port ${port} ended with code ${child.exitCode}`);
    if (Date.now() > deadline) throw new Error(`nothing listens on port ${port} after ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A MariaDB with an empty root password on 127.0.0.1: `{ url, stop }`. */
export async function startMariadb() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'xinglin-mariadb-'));
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  const made = spawnSync(
    find('mariadb-install-db'),
    [
      '--no-defaults',
      `--datadir=${folder}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      ...user,
    ],
    { encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`mariadb-install-db failed: ${made.stderr || made.stdout}`);
  const port = await freePort();
  const child = spawn(
    find('mariadbd'),
    [
      '--no-defaults',
      `--datadir=${folder}`,
      `--port=${port}`,
      `--socket=${path.join(folder, 's.sock')}`,
      '--bind-address=127.0.0.1',
      '--character-set-server=utf8mb4',
      '--collation-server=utf8mb4_bin',
      '--innodb-flush-log-at-trx-commit=2',
      ...user,
    ],
    { stdio: 'ignore' },
  );
  await waitForPort(port, 60_000, child);
  return { url: `mysql://root@127.0.0.1:${port}/mysql`, stop: () => end(child, folder) };
}

/** A Redis without persistence: `{ url, stop }`. */
export async function startRedis() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'xinglin-redis-'));
  const port = await freePort();
  const child = spawn(
    find('redis-server'),
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
    { stdio: 'ignore' },
  );
  await waitForPort(port, 20_000, child);
  return { url: `redis://127.0.0.1:${port}`, stop: () => end(child, folder) };
}

async function end(child, folder) {
  child.kill('SIGTERM');
  await new Promise((resolve) => {
    child.on('exit', resolve);
    setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
    if (child.exitCode !== null) resolve();
  });
  rmSync(folder, { recursive: true, force: true });
}
