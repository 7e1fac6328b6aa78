/** `npm run dev`: the product with all four packages watched: BFF restarts, H5 and admin rebuild on a change. */
import { spawn } from 'node:child_process';
import { startProduct } from './lib/product.mjs';
import { stopAll } from './lib/processes.mjs';
import { ROOT, build, explain, fail, installPackages, requireNode } from './lib/setup.mjs';

requireNode();
installPackages();
build(['h5', 'admin']);
const port = Number(process.env.PORT ?? 8080);
const watchers = [
  ['npm', ['run', 'dev:h5', '--workspace', 'miniapp']],
  ['npm', ['run', 'dev', '--workspace', 'admin']],
].map(([command, args]) => spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] }));
const stop = () => {
  for (const watcher of watchers) watcher.kill('SIGTERM');
  return stopAll().then(() => process.exit(0));
};
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());
try {
  // `tsx watch` restarts the BFF when it, shared/ or config/ change.
  const { origin } = await startProduct({
    port,
    bffArgs: ['--watch'],
    say: (text) => console.log(`· ${text}`),
  });
  console.log(`开发模式: ${origin}/  ${origin}/admin/  ${origin}/docs`);
} catch (error) {
  await stopAll();
  fail(explain(error));
}
