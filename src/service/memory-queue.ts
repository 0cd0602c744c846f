import type { Job, JobCounts, Queue, QueueOptions } from "./model.ts";

interface Entry<Task> extends Job<Task> {
  attempt: number;
}

interface Tenant<Task> {
  /** By key, in the order in which they came. */
  readonly waiting: Map<string, Entry<Task>>;
  running: number;
}

/** Jobs mostly wait for GitHub, or for their turn to write. */
const RUNNING = { all: 64, tenant: 4 };
const WAITING = { all: 50_000, tenant: 5000 };

/** A queue in this process's memory. Tenants take turns; GitHub remembers what is lost when the process ends. */
export class MemoryQueue<Task> implements Queue<Task> {
  readonly #options: Required<QueueOptions<Task>>;
  /** Those with something to do, the one whose turn it is first. */
  readonly #tenants = new Map<string, Tenant<Task>>();
  readonly #runningKeys = new Set<string>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #waiting = 0;
  #stopped: (() => void) | null = null;

  constructor(options: QueueOptions<Task>) {
    this.#options = { running: RUNNING, waiting: WAITING, ...options };
  }

  push(job: Job<Task>): Promise<boolean> {
    return Promise.resolve(this.#add({ ...job, attempt: 0 }));
  }

  count(): Promise<JobCounts> {
    return Promise.resolve({ waiting: this.#waiting, running: this.#runningKeys.size, dead: 0 });
  }

  /** This process reaches its own memory. */
  check(): Promise<void> {
    return Promise.resolve();
  }

  /** Nobody else is there to claim anything. */
  claim(): Promise<boolean> {
    return Promise.resolve(true);
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    if (this.#runningKeys.size === 0) {
      this.#stopped = () => undefined;
      return;
    }
    await new Promise<void>((resolve) => {
      this.#stopped = resolve;
    });
  }

  #add(entry: Entry<Task>): boolean {
    const tenant = this.#tenants.get(entry.tenant) ?? { waiting: new Map<string, Entry<Task>>(), running: 0 };
    const known = tenant.waiting.get(entry.key);
    const { all, tenant: perTenant } = this.#options.waiting;
    if (known === undefined && (this.#waiting >= all || tenant.waiting.size >= perTenant)) return false;
    this.#tenants.set(entry.tenant, tenant);
    if (known === undefined) this.#waiting += 1;
    const task = known === undefined ? entry.task : this.#options.merge(known.task, entry.task);
    tenant.waiting.set(entry.key, {
      ...entry,
      task,
      attempt: Math.min(entry.attempt, known?.attempt ?? entry.attempt),
    });
    this.#next();
    return true;
  }

  #next(): void {
    if (this.#stopped !== null) return;
    while (this.#runningKeys.size < this.#options.running.all) {
      const entry = this.#take();
      if (entry === null) return;
      void this.#run(entry);
    }
  }

  /** The first job that may run, of the tenant whose turn it is; the tenant then goes to the end of the line. */
  #take(): Entry<Task> | null {
    for (const [name, tenant] of this.#tenants) {
      if (tenant.running >= this.#options.running.tenant) continue;
      for (const [key, entry] of tenant.waiting) {
        if (this.#runningKeys.has(key)) continue;
        tenant.waiting.delete(key);
        this.#waiting -= 1;
        this.#tenants.delete(name);
        this.#tenants.set(name, tenant);
        tenant.running += 1;
        this.#runningKeys.add(key);
        return entry;
      }
    }
    return null;
  }

  async #run(entry: Entry<Task>): Promise<void> {
    try {
      await this.#options.run(entry.task);
    } catch (error) {
      await this.#fail(entry, error);
    }
    this.#runningKeys.delete(entry.key);
    const tenant = this.#tenants.get(entry.tenant)!;
    tenant.running -= 1;
    if (tenant.running === 0 && tenant.waiting.size === 0) this.#tenants.delete(entry.tenant);
    if (this.#stopped !== null && this.#runningKeys.size === 0) this.#stopped();
    this.#next();
  }

  async #fail(entry: Entry<Task>, error: unknown): Promise<void> {
    const attempt = entry.attempt + 1;
    const wait = await this.#options.onFailure(entry.task, error, attempt);
    if (wait === null || this.#stopped !== null) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#add({ ...entry, attempt });
    }, wait);
    this.#timers.add(timer);
  }
}
