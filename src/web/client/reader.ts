import type { Draft, Failure, WorkerMessage } from "./answer.ts";

/** A worker that reads one draft at a time, and that is started anew where a draft ends it. */
export class Reader<Part extends object> {
  readonly #create: () => Worker;
  readonly #onChange: () => void;
  readonly #onBroken: () => void;
  #worker!: Worker;
  #isReady = false;
  #isReading = false;
  /** What it made of the last draft; null while it reads. */
  part: Part | Failure | null = null;

  /**
   * @param create starts the worker, which answers as `answerDrafts` does
   * @param onChange is called when it is ready or has read
   * @param onBroken is called when it can't be started
   */
  constructor(create: () => Worker, onChange: () => void, onBroken: () => void) {
    this.#create = create;
    this.#onChange = onChange;
    this.#onBroken = onBroken;
    this.#start();
  }

  get isReady(): boolean {
    return this.#isReady && !this.#isReading;
  }

  read(draft: Draft): void {
    this.part = null;
    this.#isReading = true;
    this.#worker.postMessage(draft);
  }

  /** Ends the worker if it still reads, and starts another. */
  giveUp(failure: Failure): void {
    if (!this.#isReading) return;
    this.#worker.terminate();
    this.#isReady = false;
    this.#start();
    this.#finish(failure);
  }

  #start(): void {
    this.#worker = this.#create();
    this.#worker.addEventListener("message", ({ data }: MessageEvent<WorkerMessage<Part>>) => {
      if (data.kind === "done") this.#finish(data.part);
      else {
        this.#isReady = true;
        this.#onChange();
      }
    });
    this.#worker.addEventListener("error", () => {
      if (this.#isReading) this.giveUp({ failure: "too large" });
      else this.#onBroken();
    });
  }

  #finish(part: Part | Failure): void {
    this.#isReading = false;
    this.part = part;
    this.#onChange();
  }
}
