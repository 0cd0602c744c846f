import { setTimeout as sleep } from "node:timers/promises";

export interface WriteLimits {
  readonly spacingMs: number;
  readonly perHour: number;
}

/** Where other processes write for the same installations: reserves the next turn of one, and gives the milliseconds until then. */
type Reserve = (installation: string, limits: WriteLimits) => Promise<number>;

/**
 * GitHub wants a second between requests that create content, one after the other, and refuses more than 500 of them an hour.
 *
 * @see https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#pause-between-mutative-requests
 */
const LIMITS: WriteLimits = { spacingMs: 1000, perHour: 490 };
const HOUR_MS = 3_600_000;

/** Spaces what is written for each installation. Nothing is refused, only later. */
export class Slots {
  readonly #lines = new Map<string, Line>();
  readonly #limits: WriteLimits;
  readonly #reserve: Reserve;

  constructor(limits: Partial<WriteLimits> = {}, reserve: Reserve = () => Promise.resolve(0)) {
    this.#limits = { ...LIMITS, ...limits };
    this.#reserve = reserve;
  }

  /** Writes when it is an installation's turn. */
  async write<Result>(installation: string, write: () => Promise<Result>): Promise<Result> {
    let line = this.#lines.get(installation);
    if (line === undefined) {
      line = new Line(this.#limits, () => this.#reserve(installation, this.#limits));
      this.#lines.set(installation, line);
    }
    try {
      return await line.write(write);
    } finally {
      this.#forgetIdle();
    }
  }

  /** How many writes of the hour are used or wait, for each installation that has any. */
  used(): ReadonlyMap<string, number> {
    this.#forgetIdle();
    return new Map([...this.#lines].map(([installation, line]) => [installation, line.used]));
  }

  #forgetIdle(): void {
    for (const [installation, line] of this.#lines) if (line.used === 0) this.#lines.delete(installation);
  }
}

/** Those of one installation who wait, one behind the other. */
class Line {
  readonly #limits: WriteLimits;
  readonly #reserve: () => Promise<number>;
  #last: Promise<unknown> = Promise.resolve();
  /** When each write of the last hour ended. */
  #times: number[] = [];
  #waiting = 0;

  constructor(limits: WriteLimits, reserve: () => Promise<number>) {
    this.#limits = limits;
    this.#reserve = reserve;
  }

  get used(): number {
    this.#forget();
    return this.#times.length + this.#waiting;
  }

  write<Result>(write: () => Promise<Result>): Promise<Result> {
    this.#waiting += 1;
    const result = this.#last.then(() => this.#turn(write));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #turn<Result>(write: () => Promise<Result>): Promise<Result> {
    this.#forget();
    const { spacingMs, perHour } = this.#limits;
    const spaced = (this.#times.at(-1) ?? -spacingMs) + spacingMs;
    const hourly = this.#times.length < perHour ? 0 : this.#times.at(-perHour)! + HOUR_MS;
    const wait = Math.max(spaced, hourly) - performance.now();
    if (wait > 0) await sleep(wait);
    try {
      const others = await this.#reserve();
      if (others > 0) await sleep(others);
      return await write();
    } finally {
      this.#waiting -= 1;
      this.#times.push(performance.now());
    }
  }

  #forget(): void {
    const since = performance.now() - HOUR_MS;
    if ((this.#times[0] ?? since) < since) this.#times = this.#times.filter((time) => time >= since);
  }
}
