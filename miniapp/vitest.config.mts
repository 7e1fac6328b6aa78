import { defineConfig } from 'vitest/config';

/** Tests of the mini-program: pure ones beside the code, and those of the built weapp bundle in test/weapp. */
export default defineConfig({
  define: { 'process.env.TARO_ENV': '"h5"' },
  test: {
    root: import.meta.dirname,
    include: ['src/**/*.test.ts', 'test/weapp/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
