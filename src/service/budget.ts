import { setTimeout as sleep } from "node:timers/promises";

const HOUR_MS = 3_600_000;
/** GitHub's smallest limit for an installation. */
const PRIMARY_LIMIT = 5000;
/** What may be spent of it where nobody waits for an answer. */
const SHARE = 0.05;

/** Spends a small share of what GitHub grants an installation in an hour, and waits where it is spent. */
export class Budget {
  #limit = Math.floor(PRIMARY_LIMIT * SHARE);
  /** When each request of the last hour was made. */
  #times: number[] = [];

  /** What GitHub says that it grants: requests an hour. */
  grant(primaryLimit: number): void {
    this.#limit = Math.max(1, Math.floor(primaryLimit * SHARE));
  }

  /**
   * Resolves when one more request may be made.
   *
   * @throws AbortError where one need not wait any more
   */
  async spend(signal: AbortSignal): Promise<void> {
    const since = performance.now() - HOUR_MS;
    this.#times = this.#times.filter((time) => time >= since);
    const free = this.#times.at(-this.#limit);
    if (free !== undefined) await sleep(free - since, undefined, { signal });
    this.#times.push(performance.now());
  }
}
