/** What every command needs before it can do its work: a fitting Node, installed packages, fresh builds. Plain Node, no packages. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const VAR = process.env.XINGLIN_VAR ? path.resolve(process.env.XINGLIN_VAR) : path.join(ROOT, 'var');
const MIN_NODE = [20, 19];

/** Ends the process with one clear line. */
export function fail(line) {
  process.stderr.write(`\n✗ ${line}\n`);
  process.exit(1);
}

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < MIN_NODE[0] || (major === MIN_NODE[0] && minor < MIN_NODE[1]))
    fail(`需要 Node ${MIN_NODE.join('.')} 或更新的版本，现在是 ${process.versions.node}`);
}

/** Turns the errors people meet into one line they can act on. */
export function explain(error) {
  if (error?.code === 'ENOSPC') return '磁盘空间不足，请清理后重试';
  if (error?.code === 'EACCES') return `没有权限写入 ${error.path ?? '目标文件夹'}`;
  return error?.message ?? String(error);
}

const sha = (text) => createHash('sha256').update(text).digest('hex').slice(0, 16);
const stampFile = (name) => path.join(VAR, 'stamps', name);
const readStamp = (name) => (existsSync(stampFile(name)) ? readFileSync(stampFile(name), 'utf8') : '');
function writeStamp(name, value) {
  mkdirSync(path.dirname(stampFile(name)), { recursive: true });
  writeFileSync(stampFile(name), value);
}

/** Names, sizes and times of all files below the folders: enough to know that nothing changed. */
function fingerprint(folders) {
  const entries = [];
  const walk = (file) => {
    const stat = statSync(file);
    if (stat.isDirectory()) {
      for (const name of readdirSync(file).sort())
        if (!['node_modules', 'dist', '.swc', 'test'].includes(name)) walk(path.join(file, name));
    } else entries.push(`${path.relative(ROOT, file)}:${sha(readFileSync(file))}`);
  };
  for (const folder of folders) walk(path.join(ROOT, folder));
  return sha(entries.join('\n'));
}

function run(step, command, args, env = {}) {
  const startedAt = Date.now();
  process.stdout.write(`· ${step} … `);
  const result = spawnSync(command, args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, CI: 'true', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (result.status !== 0) {
    const output = `${result.stdout ?? ''}${result.stderr ?? ''}`;
    process.stdout.write('失败\n');
    if (/ENOSPC|no space left/i.test(output)) fail('磁盘空间不足，请清理后重试');
    process.stderr.write(output.slice(-4000));
    fail(`${step}失败`);
  }
  process.stdout.write(`${((Date.now() - startedAt) / 1000).toFixed(0)} 秒\n`);
}

/** `npm ci` when the lock file changed since the last time, or nothing is installed yet. */
export function installPackages() {
  const lock = sha(readFileSync(path.join(ROOT, 'package-lock.json')));
  if (existsSync(path.join(ROOT, 'node_modules/.package-lock.json')) && readStamp('packages') === lock)
    return;
  run('安装依赖包', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeStamp('packages', lock);
}

const BUILDS = {
  h5: {
    title: '构建小程序网页版 (H5)',
    script: 'build:h5',
    from: ['miniapp', 'shared/src'],
    result: 'miniapp/dist/h5/index.html',
  },
  admin: {
    title: '构建管理后台',
    script: 'build:admin',
    from: ['admin', 'shared/src'],
    result: 'admin/dist/index.html',
  },
  weapp: {
    title: '构建微信小程序',
    script: 'build:weapp',
    from: ['miniapp', 'shared/src'],
    result: 'miniapp/dist/weapp/app.json',
  },
};

/** Builds what is not built yet from these very sources. */
export function build(names) {
  for (const name of names) {
    const { title, script, from, result } = BUILDS[name];
    const print = fingerprint([...from, 'package-lock.json']);
    const done = path.join(ROOT, result);
    if (existsSync(done) && readStamp(name) === print) continue;
    run(title, 'npm', ['run', '--silent', script]);
    // Taro ends with 0 even when its configuration is refused.
    if (!existsSync(done)) fail(`${title}没有产出 ${result}`);
    writeStamp(name, print);
  }
}
