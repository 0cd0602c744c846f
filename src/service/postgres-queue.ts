import type { PgBoss } from "pg-boss";
import type { Job, JobCounts, Queue, QueueOptions } from "./model.ts";
import { CLAIMS, DEAD, JOBS, SCHEMA, type StoredDeadJob, type StoredJob, transact } from "./postgres.ts";

export interface PostgresQueueOptions<Task> extends Omit<QueueOptions<Task>, "waiting"> {
  /** Told of what goes wrong behind the scenes. It is tried again. */
  readonly onError: (error: unknown) => void;
}

const RUNNING = { all: 64, tenant: 4 };
/** How often one looks for jobs that others put there, or whose time came. */
const LOOK_MS = 500;
/** Well within what pg-boss takes for a sign of life. */
const TOUCH_MS = 5000;
/** A job during which so many processes died is not tried in one more. */
const MAX_DEATHS = 5;
const FETCHING = "fetch";

interface Running<Task> {
  readonly id: string;
  readonly retryCount: number;
  readonly data: StoredJob<Task>;
}

/** A queue in PostgreSQL that any number of processes share, kept by pg-boss. */
export class PostgresQueue<Task> implements Queue<Task> {
  readonly #boss: PgBoss;
  readonly #options: Required<PostgresQueueOptions<Task>>;
  readonly #running = new Map<string, Running<Task>>();
  readonly #timers: readonly NodeJS.Timeout[];
  #isFetching = false;
  #isWanted = false;
  #stopped: (() => void) | null = null;

  /** @param boss opened; the queue closes it when it stops */
  constructor(boss: PgBoss, options: PostgresQueueOptions<Task>) {
    this.#boss = boss;
    this.#options = { running: RUNNING, ...options };
    this.#timers = [setInterval(() => void this.#next(), LOOK_MS), setInterval(() => void this.#touch(), TOUCH_MS)];
  }

  async push(job: Job<Task>): Promise<boolean> {
    await this.#put({ ...job, attempt: 0 }, 0);
    void this.#next();
    return true;
  }

  async count(): Promise<JobCounts> {
    const { rows } = await this.#boss
      .getDb()
      .executeSql(`SELECT name, state::text, count(*)::int FROM ${SCHEMA}.job WHERE name IN ($1, $2) GROUP BY 1, 2`, [
        JOBS,
        DEAD,
      ]);
    const of = (wanted: string, ...states: string[]) =>
      (rows as { name: string; state: string; count: number }[])
        .filter(({ name, state }) => name === wanted && states.includes(state))
        .reduce((sum, { count }) => sum + count, 0);
    return { waiting: of(JOBS, "created", "retry"), running: of(JOBS, "active"), dead: of(DEAD, "created") };
  }

  async check(): Promise<void> {
    await this.#boss.getDb().executeSql("SELECT 1");
  }

  async claim(what: string, seconds: number): Promise<boolean> {
    return (await this.#boss.send(CLAIMS, null, { singletonKey: what, singletonSeconds: seconds })) !== null;
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers.slice(0, 1)) clearInterval(timer);
    await new Promise<void>((resolve) => {
      this.#stopped = resolve;
      if (this.#running.size === 0) resolve();
    });
    for (const timer of this.#timers) clearInterval(timer);
    await this.#boss.stop({ graceful: false, close: true });
  }

  /** What waits with the same key becomes one with it, and runs as soon as either would have. */
  async #put(job: StoredJob<Task>, waitMs: number): Promise<void> {
    await transact(this.#boss, async ({ db, lock }) => {
      await lock(job.key);
      const [waiting] = await this.#boss.findJobs<StoredJob<Task>>(JOBS, { key: job.key, queued: true, db });
      const isRetry = job.attempt > 0;
      if (waiting !== undefined && isRetry) {
        const task = this.#options.merge(job.task, waiting.data.task);
        await this.#boss.update(JOBS, { ...waiting.data, task }, { id: waiting.id, db });
        return;
      }
      const task = waiting === undefined ? job.task : this.#options.merge(waiting.data.task, job.task);
      await this.#boss.upsert(
        JOBS,
        { ...job, task },
        {
          singletonKey: job.key,
          group: { id: job.tenant },
          startAfter: waitMs / 1000,
          db,
        },
      );
    });
  }

  /** Takes jobs as long as there are any and room for them. */
  async #next(): Promise<void> {
    this.#isWanted = true;
    if (this.#isFetching) return;
    this.#isFetching = true;
    try {
      while (this.#isWanted && this.#stopped === null) {
        this.#isWanted = false;
        const room = this.#options.running.all - this.#running.size;
        const jobs = room > 0 ? await this.#fetch(room) : [];
        for (const job of jobs) {
          this.#running.set(job.id, job);
          void this.#run(job);
        }
        if (jobs.length > 0) this.#isWanted = true;
      }
    } catch (error) {
      this.#options.onError(error);
    } finally {
      this.#isFetching = false;
    }
  }

  /** One process fetches at a time: so the limit for a tenant holds for all of them together. */
  async #fetch(batchSize: number): Promise<readonly Running<Task>[]> {
    return transact(this.#boss, async ({ db, lock }) => {
      await lock(FETCHING);
      return this.#boss.fetch<StoredJob<Task>>(JOBS, {
        batchSize,
        groupConcurrency: this.#options.running.tenant,
        db,
      });
    });
  }

  async #run(job: Running<Task>): Promise<void> {
    const { data, retryCount } = job;
    try {
      if (retryCount >= MAX_DEATHS) await this.#bury(data, `${retryCount} processes died while they did it`);
      else await this.#attempt(data);
      await this.#boss.complete(JOBS, { id: job.id, retryCount });
    } catch (error) {
      // The database is away: when it is back, the job is taken for dead and runs once more.
      this.#options.onError(error);
    }
    this.#running.delete(job.id);
    if (this.#stopped !== null && this.#running.size === 0) this.#stopped();
    void this.#next();
  }

  async #attempt(data: StoredJob<Task>): Promise<void> {
    try {
      await this.#options.run(data.task);
    } catch (error) {
      const attempt = data.attempt + 1;
      const wait = await this.#options.onFailure(data.task, error, attempt);
      if (wait === null) await this.#bury(data, String(error));
      else await this.#put({ ...data, attempt }, wait);
    }
  }

  async #bury(data: StoredJob<Task>, error: string): Promise<void> {
    const dead: StoredDeadJob<Task> = { ...data, error };
    await this.#boss.send(DEAD, dead);
  }

  async #touch(): Promise<void> {
    const jobs = [...this.#running.values()].map(({ id, retryCount }) => ({ id, retryCount }));
    if (jobs.length === 0) return;
    try {
      await this.#boss.touch(JOBS, jobs);
    } catch (error) {
      this.#options.onError(error);
    }
  }
}
