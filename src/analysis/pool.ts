import { Worker } from "node:worker_threads";
import {
  type Analysis,
  type AnalysisFailure,
  type AnalysisRequest,
  DEADLINE_MS,
  MAX_BYTES,
  MAX_HEAP_MB,
  type WorkerMessage,
} from "./model.ts";

export interface PoolOptions {
  /** How many documents are read at once. */
  readonly size?: number;
  /** Folders of rules besides those that ship with the project. */
  readonly folders?: readonly string[];
  readonly deadlineMs?: number;
}

/** The rules can't be loaded, so nothing can be read; the message says why. */
export class BrokenRulesError extends Error {
  override readonly name = "BrokenRulesError";
}

interface Job {
  readonly request: AnalysisRequest;
  readonly resolve: (analysis: Analysis) => void;
  readonly reject: (error: Error) => void;
}

const WORKER = new URL(import.meta.url.endsWith(".ts") ? "worker.ts" : "worker.js", import.meta.url);

/** Worker threads that read documents with a deadline and a memory limit: a document made to hurt ends its thread, not the process. */
export class AnalysisPool {
  readonly #size: number;
  readonly #folders: readonly string[];
  readonly #deadlineMs: number;
  readonly #jobs: Job[] = [];
  readonly #idle: Thread[] = [];
  readonly #threads = new Set<Thread>();
  #broken: BrokenRulesError | null = null;

  constructor({ size = 1, folders = [], deadlineMs = DEADLINE_MS }: PoolOptions = {}) {
    this.#size = size;
    this.#folders = folders;
    this.#deadlineMs = deadlineMs;
    this.#start();
  }

  /**
   * Reads a document.
   *
   * @returns its review, or why it could not be read: a failure is a document's, never the pool's
   * @throws BrokenRulesError where the rules can't be loaded
   */
  analyse(request: AnalysisRequest): Promise<Analysis> {
    if (Buffer.byteLength(request.markdown) > MAX_BYTES) return Promise.resolve({ failure: "too long" });
    if (this.#broken !== null) return Promise.reject(this.#broken);
    return new Promise((resolve, reject) => {
      this.#jobs.push({ request, resolve, reject });
      this.#next();
    });
  }

  /** Ends all threads; what is not read by then never is. */
  async close(): Promise<void> {
    await Promise.all([...this.#threads].map((thread) => thread.worker.terminate()));
  }

  #next(): void {
    if (this.#jobs.length > 0 && this.#idle.length === 0 && this.#threads.size < this.#size) this.#start();
    while (this.#jobs.length > 0 && this.#idle.length > 0) this.#run(this.#idle.pop()!, this.#jobs.shift()!);
  }

  #start(): void {
    const worker = new Worker(WORKER, {
      workerData: { folders: this.#folders },
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    const thread: Thread = { worker, job: null, timer: undefined };
    this.#threads.add(thread);
    worker.on("message", (message: WorkerMessage) => {
      if (message.kind === "broken") this.#breakOff(new BrokenRulesError(message.message));
      else if (message.kind === "done") this.#finish(thread, message.analysis);
      else this.#rest(thread);
    });
    worker.on("error", (error: Error & { code?: string }) =>
      this.#lose(thread, error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "too large" : error),
    );
    worker.on("exit", () => this.#lose(thread, "too slow"));
  }

  #run(thread: Thread, job: Job): void {
    thread.job = job;
    thread.timer = setTimeout(() => void thread.worker.terminate(), this.#deadlineMs);
    thread.worker.postMessage(job.request);
  }

  #finish(thread: Thread, analysis: Analysis): void {
    thread.job?.resolve(analysis);
    this.#rest(thread);
  }

  #rest(thread: Thread): void {
    clearTimeout(thread.timer);
    thread.job = null;
    this.#idle.push(thread);
    this.#next();
  }

  /** A thread that ended takes its document with it; the others wait for a new one. */
  #lose(thread: Thread, reason: AnalysisFailure | Error): void {
    if (!this.#threads.delete(thread)) return;
    clearTimeout(thread.timer);
    const index = this.#idle.indexOf(thread);
    if (index >= 0) this.#idle.splice(index, 1);
    if (reason instanceof Error) thread.job?.reject(reason);
    else thread.job?.resolve({ failure: reason });
    if (this.#broken === null) this.#next();
  }

  #breakOff(error: BrokenRulesError): void {
    this.#broken = error;
    for (const job of this.#jobs.splice(0)) job.reject(error);
  }
}

interface Thread {
  readonly worker: Worker;
  job: Job | null;
  timer: NodeJS.Timeout | undefined;
}
