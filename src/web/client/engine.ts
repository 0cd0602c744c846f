import { DEADLINE_MS, MAX_BYTES } from "../../analysis/model.ts";
import type { Answer, Draft, WorkerMessage } from "./answer.ts";

/** The rules in a worker of the browser: the latest draft counts, and one that takes too long ends the worker, not the page. */
export class Engine {
  readonly #onAnswer: (answer: Answer, draft: Draft) => void;
  #worker: Worker | null = null;
  #isReady = false;
  #running: Draft | null = null;
  #waiting: Draft | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param onAnswer is given the answer to a draft, unless a later draft came in before its turn */
  constructor(onAnswer: (answer: Answer, draft: Draft) => void) {
    this.#onAnswer = onAnswer;
    this.#start();
  }

  /** Has a draft read; one that still waits for its turn is forgotten. */
  read(draft: Draft): void {
    this.#waiting = draft;
    this.#next();
  }

  #start(): void {
    this.#isReady = false;
    this.#worker = new Worker(new URL("worker.ts", import.meta.url), { type: "module" });
    this.#worker.addEventListener("message", ({ data }: MessageEvent<WorkerMessage>) => {
      if (data.kind === "ready") this.#isReady = true;
      else this.#finish(data.answer);
      this.#next();
    });
    this.#worker.addEventListener("error", () => this.#restart("too large"));
  }

  #next(): void {
    if (this.#running !== null || this.#waiting === null) return;
    const draft = this.#waiting;
    if (new Blob([draft.text]).size > MAX_BYTES) {
      this.#waiting = null;
      this.#onAnswer({ failure: "too long" }, draft);
      return;
    }
    if (!this.#isReady) return;
    this.#waiting = null;
    this.#running = draft;
    this.#timer = setTimeout(() => this.#restart("too slow"), DEADLINE_MS);
    this.#worker?.postMessage(draft);
  }

  #finish(answer: Answer): void {
    clearTimeout(this.#timer);
    const draft = this.#running;
    this.#running = null;
    if (draft !== null) this.#onAnswer(answer, draft);
  }

  #restart(failure: "too slow" | "too large"): void {
    this.#worker?.terminate();
    const hadDraft = this.#running !== null;
    this.#finish({ failure });
    // A worker that ends without a draft would end again.
    if (!hadDraft) return;
    this.#start();
    this.#next();
  }
}
