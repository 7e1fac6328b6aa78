import { BetterSqlite3QueryRunner } from 'typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner.js';
import type { DataSource, QueryRunner } from 'typeorm';
import { problem } from '@xinglin/shared/kernel/problem';

const LOCK_WAIT_MS = 5_000;

/** First come, first served; who waits longer than `LOCK_WAIT_MS` gets DATABASE_BUSY. */
function fifoLock() {
  const waiting: (() => void)[] = [];
  let held = false;
  const release = () => {
    const following = waiting.shift();
    if (following) following();
    else held = false;
  };
  return async function acquire(): Promise<() => void> {
    if (!held) held = true;
    else
      await new Promise<void>((resolve, reject) => {
        const turn = () => {
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(turn), 1);
          reject(problem('DATABASE_BUSY'));
        }, LOCK_WAIT_MS);
        waiting.push(turn);
      });
    let released = false;
    return () => {
      if (!released) release();
      released = true;
    };
  };
}

/**
 * TypeORM hands every caller one shared SQLite query runner, so concurrent transactions destroy each other. Here each
 * caller gets a runner of its own, and the one connection belongs to one transaction, or one lone statement, at a time.
 */
export function useQueuedRunners(source: DataSource): void {
  const acquire = fifoLock();

  class QueuedRunner extends BetterSqlite3QueryRunner {
    #release: (() => void) | undefined;

    override async startTransaction(...args: Parameters<QueryRunner['startTransaction']>) {
      this.#release ??= await acquire();
      try {
        await super.startTransaction(...args);
      } catch (error) {
        this.#end();
        throw error;
      }
    }
    override async commitTransaction() {
      await super.commitTransaction();
      this.#end();
    }
    override async rollbackTransaction() {
      try {
        await super.rollbackTransaction();
      } finally {
        this.#end();
      }
    }
    override async release() {
      if (this.isTransactionActive) await this.rollbackTransaction();
      await super.release();
    }
    override async query(...args: Parameters<BetterSqlite3QueryRunner['query']>): Promise<unknown> {
      if (this.#release) return super.query(...args) as Promise<unknown>;
      const release = await acquire();
      try {
        return await super.query(...args);
      } finally {
        release();
      }
    }
    #end() {
      if (this.isTransactionActive) return;
      this.#release?.();
      this.#release = undefined;
    }
  }

  source.driver.createQueryRunner = () => new QueuedRunner(source.driver as never) as QueryRunner;
}
