/** Something to be done. Of jobs with one key, one runs and one waits at a time. */
export interface Job<Task> {
  readonly key: string;
  /** Whose it is: an installation. One of them can't keep the others waiting. */
  readonly tenant: string;
  readonly task: Task;
}

/** How many jobs wait, run, and were given up and wait for an operator. */
export interface JobCounts {
  readonly waiting: number;
  readonly running: number;
  readonly dead: number;
}

/** Where jobs wait until they are done. */
export interface Queue<Task> {
  /**
   * Takes a job. One that waits already with the same key becomes one with it.
   *
   * @returns false where so many wait that it was not taken
   */
  readonly push: (job: Job<Task>) => Promise<boolean>;
  readonly count: () => Promise<JobCounts>;
  /** @throws Error where the queue can't be reached */
  readonly check: () => Promise<void>;
  /**
   * Claims what only one process is to do, for a time.
   *
   * @param seconds for how long
   * @returns whether it is ours: false where somebody has it
   */
  readonly claim: (what: string, seconds: number) => Promise<boolean>;
  /** Takes no more from what waits, and resolves when nothing runs any more. */
  readonly stop: () => Promise<void>;
}

export interface QueueOptions<Task> {
  /** Does a job. What it throws is tried again. */
  readonly run: (task: Task) => Promise<void>;
  /** Makes one task of two for the same key. */
  readonly merge: (waiting: Task, next: Task) => Task;
  /**
   * Told of a job that failed.
   *
   * @param attempt from 1
   * @returns milliseconds until it is tried again; null to give it up
   */
  readonly onFailure: (task: Task, error: unknown, attempt: number) => Promise<number | null>;
  /** How many jobs run at once, in all and of one tenant. */
  readonly running?: { readonly all: number; readonly tenant: number };
  /** How many jobs wait at most, in all and of one tenant. */
  readonly waiting?: { readonly all: number; readonly tenant: number };
}
