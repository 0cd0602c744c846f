import type { PgBoss } from "pg-boss";
import { DEAD, JOBS, type StoredDeadJob, transact } from "./postgres.ts";

/** A job that was given up, as an operator sees it. */
export interface DeadJob {
  readonly id: string;
  /** What it was about: a pull request, an installation. */
  readonly key: string;
  readonly installation: string;
  readonly error: string;
  readonly since: Date;
}

/** Jobs that were given up: to be looked at, and to be tried again. */
export class DeadJobs {
  readonly #boss: PgBoss;

  constructor(boss: PgBoss) {
    this.#boss = boss;
  }

  /** The oldest first. */
  async list(): Promise<DeadJob[]> {
    const jobs = await this.#boss.findJobs<StoredDeadJob<unknown>>(DEAD, { queued: true });
    return jobs
      .map(({ id, data, createdOn }) => ({
        id,
        key: data.key,
        installation: data.tenant,
        error: data.error,
        since: createdOn,
      }))
      .toSorted((a, b) => a.since.getTime() - b.since.getTime());
  }

  /**
   * Puts a job back among those that wait. Where one for the same thing waits already, that one does for both.
   *
   * @returns false where there is no such job
   */
  async retry(id: string): Promise<boolean> {
    return transact(this.#boss, async ({ db, lock }) => {
      const [dead] = await this.#boss.findJobs<StoredDeadJob<unknown>>(DEAD, { id, queued: true, db });
      if (dead === undefined) return false;
      const { error: _, ...job } = dead.data;
      await lock(job.key);
      const waiting = await this.#boss.findJobs(JOBS, { key: job.key, queued: true, db });
      if (waiting.length === 0) {
        const options = { singletonKey: job.key, group: { id: job.tenant }, db };
        await this.#boss.send(JOBS, { ...job, attempt: 0 }, options);
      }
      await this.#boss.deleteJob(DEAD, id, { db });
      return true;
    });
  }
}
