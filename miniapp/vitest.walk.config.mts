import { defineConfig } from 'vitest/config';

/** The walks through the whole product: `h5` in Chromium, `weapp` in the host of test/weapp. One after the other. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['test/walk/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    fileParallelism: false,
    bail: 1,
  },
});
