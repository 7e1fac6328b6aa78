/** The tree must say what the product does: run by `npm run check`, so that the map never lies. Prints faults, one a line. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

export const JOURNEY_STEPS = [
  'step1-symptom-check',
  'step2-nearby-stock',
  'step3-price-comparison',
  'step4-live-tracking',
  'step5-medication',
  'step6-health-record',
  'step7-rewards',
];
const FILES_OF_A_CAPABILITY = ['index.ts', 'ports.ts', 'routes.ts'];
const FILES_OF_AN_INTEGRATION = ['client.ts', 'simulator.ts', 'contract.test.ts'];
const TOP_LEVEL = ['miniapp', 'bff', 'admin', 'shared', 'config', 'docs', 'scripts'];

const folders = (dir: string) =>
  existsSync(dir)
    ? readdirSync(dir, { withFileTypes: true })
        .filter((each) => each.isDirectory())
        .map(({ name }) => name)
    : [];

/** What the tree under `root` lacks, or has too much of. */
export function structureFaults(root: string): string[] {
  const faults: string[] = [];
  const need = (...parts: string[]) => {
    if (!existsSync(path.join(root, ...parts))) faults.push(`missing: ${parts.join('/')}`);
  };
  for (const step of JOURNEY_STEPS) need('miniapp/src/journey', step, 'index.tsx');
  for (const noun of folders(path.join(root, 'bff/src/capabilities'))) {
    for (const file of FILES_OF_A_CAPABILITY) need('bff/src/capabilities', noun, file);
    need('shared/src', noun, 'contract.ts');
  }
  for (const vendor of folders(path.join(root, 'bff/src/integrations')))
    for (const file of FILES_OF_AN_INTEGRATION) need('bff/src/integrations', vendor, file);
  for (const folder of folders(root))
    if (
      !folder.startsWith('.') &&
      folder !== 'node_modules' &&
      folder !== 'var' &&
      !TOP_LEVEL.includes(folder)
    )
      faults.push(`unexpected top-level folder: ${folder}`);
  return faults;
}

if (process.argv[1] === import.meta.filename) {
  const faults = structureFaults(path.resolve(import.meta.dirname, '..'));
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
