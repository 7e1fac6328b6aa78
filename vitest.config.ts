import { defineConfig } from 'vitest/config';

/** Tests of shared/ and bff/: on the embedded database, and the same on MariaDB when TEST_DATABASE_URL is set. */
export default defineConfig({
  test: {
    include: [
      'shared/src/**/*.test.ts',
      'bff/src/**/*.test.ts',
      'bff/test/**/*.test.ts',
      'config/**/*.test.ts',
      'scripts/**/*.test.ts',
      'admin/src/**/*.test.ts',
    ],
    setupFiles: ['config/vitest-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
