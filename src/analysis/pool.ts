import { getCompileCacheDir } from "node:module";
import { dirname } from "node:path";
import { Worker } from "node:worker_threads";
import { loadSources } from "../rules/load.ts";
import type { RuleSources } from "../rules/validate.ts";
import { limitWork } from "./limit-work.ts";
import {
  type Analysis,
  type AnalysisFailure,
  type AnalysisRequest,
  DEADLINE_MS,
  type Failed,
  MAX_BYTES,
  MAX_HEAP_MB,
  POLICY_DEADLINE_MS,
  type WorkerMessage,
  type WorkerRequest,
} from "./model.ts";
import type { LayerFiles, Policy } from "../settings/policy.ts";

export interface PoolOptions {
  /** How many documents are read at once. */
  readonly size?: number;
  /** Folders of rules besides those that ship with the project. */
  readonly folders?: readonly string[];
  readonly deadlineMs?: number;
  /** Megabytes of heap that one document may take. */
  readonly maxHeapMb?: number;
  /** How many threads wait besides those that read, so that nobody waits for a new one where a document ends its thread. */
  readonly spares?: number;
  /** Told of each thread that a document ended: why, or what was thrown where nobody expected it. */
  readonly onDeath?: (reason: AnalysisFailure | Error) => void;
}

/** The rules can't be loaded, so nothing can be read; the message says why. */
export class BrokenRulesError extends Error {
  override readonly name = "BrokenRulesError";
}

interface Job {
  readonly request: WorkerRequest;
  readonly deadlineMs: number;
  readonly resolve: (result: Analysis | Policy) => void;
  readonly reject: (error: Error) => void;
}

const WORKER = new URL(import.meta.url.endsWith(".ts") ? "worker.ts" : "worker.js", import.meta.url);

/** Compiled code is kept for threads, too, where the process keeps it: else each would strip the types of all sources anew. */
function starter(): string {
  const kept = getCompileCacheDir();
  const keep = kept === undefined ? "" : `require("node:module").enableCompileCache(${JSON.stringify(dirname(kept))});`;
  return `${keep}import(${JSON.stringify(WORKER.href)})`;
}

/** Worker threads that read documents with a deadline and a memory limit: a document made to hurt ends its thread, not the process. */
export class AnalysisPool {
  readonly #size: number;
  readonly #folders: readonly string[];
  readonly #deadlineMs: number;
  readonly #maxHeapMb: number;
  readonly #spares: number;
  readonly #onDeath: (reason: AnalysisFailure | Error) => void;
  readonly #jobs: Job[] = [];
  readonly #idle: Thread[] = [];
  readonly #threads = new Set<Thread>();
  #sources: Promise<RuleSources> | null = null;
  #broken: BrokenRulesError | null = null;
  #isClosed = false;

  constructor({
    size = 1,
    folders = [],
    deadlineMs = DEADLINE_MS,
    maxHeapMb = MAX_HEAP_MB,
    spares = 0,
    onDeath = () => undefined,
  }: PoolOptions = {}) {
    this.#size = size;
    this.#folders = folders;
    this.#deadlineMs = deadlineMs;
    this.#maxHeapMb = maxHeapMb;
    this.#spares = spares;
    this.#onDeath = onDeath;
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
    const isAdapted = request.adaptation !== null && request.adaptation !== undefined;
    // Somebody's own rules are prepared first; then the document has its time.
    const deadlineMs = isAdapted ? POLICY_DEADLINE_MS : this.#deadlineMs;
    return this.#send({ kind: "document", ...request }, deadlineMs) as Promise<Analysis>;
  }

  /**
   * Reads the settings and rules of a repository's layers.
   *
   * @param layers from far to near
   * @returns what is in force and what was left out, or why that could not be said
   * @throws BrokenRulesError where the shipped rules can't be loaded
   */
  readPolicy(layers: readonly LayerFiles[]): Promise<Policy | Failed> {
    return this.#send({ kind: "policy", layers }, POLICY_DEADLINE_MS) as Promise<Policy | Failed>;
  }

  /** Ends all threads; what is not read by then never is. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#threads].map((thread) => thread.worker.terminate()));
  }

  #send(request: WorkerRequest, deadlineMs: number): Promise<Analysis | Policy> {
    if (this.#broken !== null) return Promise.reject(this.#broken);
    return new Promise((resolve, reject) => {
      this.#jobs.push({ request, deadlineMs, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    const reading = () => [...this.#threads].filter(({ job }) => job !== null).length;
    while (this.#jobs.length > 0 && this.#idle.length > 0 && reading() < this.#size)
      this.#run(this.#idle.pop()!, this.#jobs.shift()!);
    const wanted = Math.min(this.#size, reading() + this.#jobs.length) + this.#spares;
    while (!this.#isClosed && this.#threads.size < wanted) this.#start();
  }

  #start(): void {
    const worker = new Worker(starter(), {
      eval: true,
      resourceLimits: { maxOldGenerationSizeMb: this.#maxHeapMb },
    });
    const thread: Thread = { worker, isReady: false, job: null, stopLimit: () => undefined };
    this.#threads.add(thread);
    worker.on("message", (message: WorkerMessage) => {
      if (message.kind === "broken") this.#breakOff(new BrokenRulesError(message.message));
      else if (message.kind === "done") this.#finish(thread, message.result);
      else if (message.kind === "prepared") this.#limit(thread, this.#deadlineMs);
      else {
        thread.isReady = true;
        this.#rest(thread);
      }
    });
    worker.on("error", (error: Error & { code?: string }) =>
      this.#lose(thread, error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "too large" : error),
    );
    worker.on("exit", () => this.#lose(thread, "too slow"));
    // The files are read while the first thread starts, and once for all threads.
    this.#sources ??= loadSources(this.#folders, false);
    this.#sources.then(
      (sources) => worker.postMessage({ kind: "rules", sources } satisfies WorkerRequest),
      (error: unknown) => this.#breakOff(new BrokenRulesError(error instanceof Error ? error.message : String(error))),
    );
  }

  #run(thread: Thread, job: Job): void {
    thread.job = job;
    this.#limit(thread, job.deadlineMs);
    thread.worker.postMessage(job.request);
  }

  #limit(thread: Thread, deadlineMs: number): void {
    thread.stopLimit();
    thread.stopLimit = limitWork(thread.worker, deadlineMs);
  }

  #finish(thread: Thread, result: Analysis | Policy): void {
    thread.job?.resolve(result);
    this.#rest(thread);
  }

  #rest(thread: Thread): void {
    thread.stopLimit();
    thread.job = null;
    this.#idle.push(thread);
    this.#next();
  }

  /** A thread that ended takes its document with it; a spare one goes on with the others. */
  #lose(thread: Thread, reason: AnalysisFailure | Error): void {
    if (!this.#threads.delete(thread)) return;
    thread.stopLimit();
    const index = this.#idle.indexOf(thread);
    if (index >= 0) this.#idle.splice(index, 1);
    if (this.#isClosed || this.#broken !== null) return;
    if (!thread.isReady) {
      this.#breakOff(new BrokenRulesError(`no thread can be started to read documents: ${String(reason)}`));
      return;
    }
    if (thread.job !== null) {
      this.#onDeath(reason);
      thread.job.resolve({ failure: reason instanceof Error ? "not understood" : reason });
    }
    this.#next();
  }

  #breakOff(error: BrokenRulesError): void {
    this.#broken = error;
    for (const job of this.#jobs.splice(0)) job.reject(error);
  }
}

interface Thread {
  readonly worker: Worker;
  isReady: boolean;
  job: Job | null;
  stopLimit: () => void;
}
