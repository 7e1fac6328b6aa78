import type { Migration } from '../kernel/migration.ts';

/** Answers kept for repeats stood here in clear. They are only good for minutes, so they go instead of being encrypted. */
export const migration: Migration = {
  name: 'AnswersSealed1795305600039',
  up: (runner) => runner.clearTable('idempotency'),
};
