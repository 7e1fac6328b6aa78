/** The import walls. A planted offence must fail: scripts/walls.test.ts. */
const capability = '^bff/src/capabilities/([^/]+)/';
const test = '(testing|[.]test)[.]tsx?$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'shared-stands-alone',
      comment: 'shared/ knows zod and itself',
      severity: 'error',
      from: { path: '^shared/', pathNot: test },
      to: { pathNot: '^(shared/|node_modules/zod)' },
    },
    {
      name: 'clients-see-only-contracts',
      severity: 'error',
      from: { path: '^(miniapp|admin)/src/' },
      to: { path: '^(bff|config|scripts)/' },
    },
    {
      name: 'bff-knows-no-client',
      severity: 'error',
      from: { path: '^bff/' },
      to: { path: '^(miniapp|admin)/' },
    },
    {
      name: 'kernel-knows-no-domain',
      severity: 'error',
      from: { path: '^bff/src/kernel/', pathNot: test },
      to: { path: '^(bff/src/(capabilities|integrations|screens|migrations)/|shared/src/(?!kernel/))' },
    },
    {
      name: 'capabilities-meet-in-app',
      comment: 'another capability: only its events',
      severity: 'error',
      from: { path: capability, pathNot: test },
      to: {
        path: '^bff/src/capabilities/',
        pathNot: ['^bff/src/capabilities/$1/', '/events[.]ts$'],
      },
    },
    {
      name: 'capabilities-know-no-vendor',
      severity: 'error',
      from: { path: capability, pathNot: test },
      to: { path: '^bff/src/(integrations|screens)/' },
    },
    {
      name: 'only-outside-knows-clients',
      severity: 'error',
      from: { path: '^bff/src/', pathNot: ['^bff/src/outside[.]ts$', '^bff/src/integrations/', test] },
      to: { path: '^bff/src/integrations/[^/]+/client[.]ts$' },
    },
    {
      name: 'http-stays-in-kernel',
      severity: 'error',
      from: { path: '^bff/src/', pathNot: '^bff/src/kernel/' },
      to: { path: 'node_modules/(@koa|koa)' },
    },
    {
      name: 'sql-stays-in-stores',
      severity: 'error',
      from: { path: '^bff/src/', pathNot: '(^bff/src/(kernel|migrations|cli)/|[/-]store[.]ts$)' },
      to: { path: 'node_modules/typeorm' },
    },
    {
      name: 'tests-stay-tests',
      severity: 'error',
      from: { pathNot: `(${test}|^miniapp/test/|^test/)` },
      to: { path: `^(bff|shared|admin|miniapp)/.*${test}` },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.weapp.ts', '.weapp.tsx'],
    },
  },
};
