import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Clients } from "./clients.ts";
import { DELIVERIES_KEPT_MS, Redelivery } from "./redeliver.ts";
import type { Task } from "./task.ts";

export interface CatchUpTools {
  readonly clients: Clients;
  readonly log: Logger;
  readonly take: (task: Task) => Promise<void>;
  /** Claims what only one process is to do, for so many seconds. */
  readonly claim: (what: string, seconds: number) => Promise<boolean>;
  readonly stopping: AbortSignal;
  /** What the times between looks are multiplied with. */
  readonly waitFactor: number;
  readonly count: (kind: "redelivery", calls: number, found: number) => void;
}

const REDELIVERY_S = 300;
/** What is under way while one looks is looked at again the next time. */
const OVERLAP_MS = 600_000;
const SWEEP_S = 3600;
/** A sweep covers the one before it, which another process may have begun and not ended. */
const SWEPT_MS = 2 * SWEEP_S * 1000;
/** At a start, installations are swept one after the other, so that events need not wait for all of them. */
const FIRST_PACE_MS = 50;

/** Finds what was missed while the service was down or could not be reached: GitHub is the log. */
export class CatchUp {
  readonly #tools: CatchUpTools;
  readonly #redelivery = new Redelivery();
  readonly #redeliveryS: number;
  readonly #sweepS: number;

  constructor(tools: CatchUpTools) {
    this.#tools = tools;
    this.#redeliveryS = Math.max(1, REDELIVERY_S * tools.waitFactor);
    this.#sweepS = Math.max(1, SWEEP_S * tools.waitFactor);
  }

  /** Sweeps all installations, and then each of them once an hour; asks every five minutes for what failed. Ends when the service stops. */
  async run(): Promise<void> {
    await Promise.all([
      this.#repeat("sweep", () => this.#sweep()),
      this.#repeat("redelivery", () => this.#redeliver()),
    ]);
  }

  async #repeat(what: string, act: () => Promise<void>): Promise<void> {
    const { stopping, log } = this.#tools;
    while (!stopping.aborted) {
      try {
        await act();
      } catch (error) {
        if (stopping.aborted) return;
        log.warn({ err: error, what }, "catching up failed: it is tried again in a while");
        await sleep(this.#redeliveryS * 1000, undefined, { signal: stopping }).catch(() => undefined);
      }
    }
  }

  #lastRedelivery = new Date(Date.now() - DELIVERIES_KEPT_MS);

  async #redeliver(): Promise<void> {
    const { clients, claim, count, log, stopping } = this.#tools;
    const started = Date.now();
    if (await claim("redelivery", this.#redeliveryS)) {
      const { calls, found } = await this.#redelivery.run(await clients.ofApp(), this.#lastRedelivery);
      this.#lastRedelivery = new Date(started - OVERLAP_MS);
      count("redelivery", calls, found);
      if (found > 0) log.info({ calls, found }, "asked GitHub to deliver again what failed");
    }
    await sleep(this.#redeliveryS * 1000, undefined, { signal: stopping });
  }

  #isFirst = true;

  async #sweep(): Promise<void> {
    const { claim, take, stopping } = this.#tools;
    const since = this.#isFirst ? null : new Date(Date.now() - SWEPT_MS).toISOString();
    const installations = await this.#list();
    const pace = this.#isFirst ? FIRST_PACE_MS : (this.#sweepS * 1000) / Math.max(1, installations.length);
    const deliveryId = `sweep-${randomUUID()}`;
    for (const { id, installedAt } of installations) {
      if (await claim(`sweep ${id}`, this.#sweepS))
        await take({ kind: "sweep", installationId: id, deliveryId, installedAt, since });
      await sleep(pace, undefined, { signal: stopping });
    }
    if (this.#isFirst || installations.length === 0) await sleep(this.#sweepS * 1000, undefined, { signal: stopping });
    this.#isFirst = false;
  }

  async #list(): Promise<{ readonly id: number; readonly installedAt: string }[]> {
    const octokit = await this.#tools.clients.ofApp();
    const installations = await octokit.paginate(octokit.rest.apps.listInstallations, { per_page: 100 });
    return installations
      .filter(({ suspended_at }) => suspended_at === null)
      .map(({ id, created_at }) => ({ id, installedAt: created_at }));
  }
}
