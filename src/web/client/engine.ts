import type { Root } from "hast";
import { DEADLINE_MS, MAX_BYTES } from "../../analysis/model.ts";
import type { Review } from "../../rules/model.ts";
import type { Answer, Draft } from "./answer.ts";
import { Reader } from "./reader.ts";

/** The rules and the renderer, each in a worker of the browser: the latest draft counts, and one that takes too long ends a worker, not the page. */
export class Engine {
  readonly #onAnswer: (answer: Answer, draft: Draft) => void;
  readonly #reviewer: Reader<Review>;
  readonly #renderer: Reader<Root>;
  #running: Draft | null = null;
  #waiting: Draft | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param onAnswer is given the answer to a draft, unless a later draft came in before its turn
   * @param onBroken is called when there can be no answers, since a part of the page did not load
   */
  constructor(onAnswer: (answer: Answer, draft: Draft) => void, onBroken: () => void) {
    this.#onAnswer = onAnswer;
    const step = () => this.#step();
    this.#reviewer = new Reader(
      () => new Worker(new URL("review-worker.ts", import.meta.url), { type: "module" }),
      step,
      onBroken,
    );
    this.#renderer = new Reader(
      () => new Worker(new URL("render-worker.ts", import.meta.url), { type: "module" }),
      step,
      onBroken,
    );
  }

  /** Has a draft read; one that still waits for its turn is forgotten. */
  read(draft: Draft): void {
    this.#waiting = draft;
    this.#step();
  }

  #step(): void {
    if (this.#running !== null) this.#finish(this.#running);
    if (this.#running === null && this.#waiting !== null) this.#begin(this.#waiting);
  }

  #begin(draft: Draft): void {
    if (new Blob([draft.text]).size > MAX_BYTES) {
      this.#waiting = null;
      this.#onAnswer({ failure: "too long" }, draft);
      return;
    }
    if (!this.#reviewer.isReady || !this.#renderer.isReady) return;
    this.#waiting = null;
    this.#running = draft;
    this.#timer = setTimeout(() => {
      this.#reviewer.giveUp({ failure: "too slow" });
      this.#renderer.giveUp({ failure: "too slow" });
    }, DEADLINE_MS);
    this.#reviewer.read(draft);
    this.#renderer.read(draft);
  }

  #finish(draft: Draft): void {
    const { part: review } = this.#reviewer;
    const { part: tree } = this.#renderer;
    if (review === null || tree === null) return;
    clearTimeout(this.#timer);
    this.#running = null;
    this.#onAnswer("failure" in review ? review : "failure" in tree ? tree : { review, tree }, draft);
  }
}
