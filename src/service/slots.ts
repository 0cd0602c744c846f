import { setTimeout as sleep } from "node:timers/promises";

/**
 * GitHub wants a second between requests that create content, and refuses more than 500 of them an hour.
 *
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
const LIMITS = { spacingMs: 1000, perHour: 490 };
const HOUR_MS = 3_600_000;

/** Spaces what is written for each installation. Nothing is refused, only later. */
export class Slots {
  readonly #lines = new Map<string, Line>();
  readonly #limits: typeof LIMITS;

  constructor(limits: Partial<typeof LIMITS> = {}) {
    this.#limits = { ...LIMITS, ...limits };
  }

  /** Waits for an installation's turn to write. */
  async take(installation: string): Promise<void> {
    let line = this.#lines.get(installation);
    if (line === undefined) this.#lines.set(installation, (line = new Line(this.#limits)));
    await line.take();
    this.#forgetIdle();
  }

  /** How many requests of the hour are used, for each installation that used any. */
  used(): ReadonlyMap<string, number> {
    return new Map([...this.#lines].map(([installation, line]) => [installation, line.used]));
  }

  #forgetIdle(): void {
    for (const [installation, line] of this.#lines) if (line.used === 0) this.#lines.delete(installation);
  }
}

/** Those of one installation who wait, one behind the other. */
class Line {
  readonly #limits: typeof LIMITS;
  #last: Promise<void> = Promise.resolve();
  #taken: number[] = [];
  #waiting = 0;

  constructor(limits: typeof LIMITS) {
    this.#limits = limits;
  }

  get used(): number {
    this.#forget();
    return this.#taken.length + this.#waiting;
  }

  take(): Promise<void> {
    this.#waiting += 1;
    this.#last = this.#last.then(() => this.#turn());
    return this.#last;
  }

  async #turn(): Promise<void> {
    this.#forget();
    const { spacingMs, perHour } = this.#limits;
    const spaced = (this.#taken.at(-1) ?? -spacingMs) + spacingMs;
    const oldest = this.#taken.length < perHour ? 0 : this.#taken.at(-perHour)! + HOUR_MS;
    const wait = Math.max(spaced, oldest) - performance.now();
    if (wait > 0) await sleep(wait);
    this.#taken.push(performance.now());
    this.#waiting -= 1;
  }

  #forget(): void {
    const since = performance.now() - HOUR_MS;
    if ((this.#taken[0] ?? since) < since) this.#taken = this.#taken.filter((time) => time >= since);
  }
}
