import { LRUCache } from "lru-cache";
import type { Octokit } from "./model.ts";

/** GitHub keeps deliveries for three days. */
export const DELIVERIES_KEPT_MS = 3 * 24 * 3_600_000;
/** An event that fails so often is not mended by another try. */
const MAX_ATTEMPTS = 20;
/** 100 deliveries each: more is left to the sweep. */
const MAX_PAGES = 100;

/** Asks GitHub to deliver again what failed. GitHub never does so by itself. */
export class Redelivery {
  /** By GitHub's id of the event. */
  readonly #attempts = new LRUCache<string, number>({ max: 10_000 });

  /**
   * Looks through the deliveries since a moment.
   *
   * @param octokit with the rights of the app
   * @returns what it cost in requests, and how many deliveries were asked for again
   * @throws Error (of Octokit) where GitHub doesn't answer
   */
  async run(octokit: Octokit, since: Date): Promise<{ readonly calls: number; readonly found: number }> {
    let calls = 0;
    const delivered = new Set<string>();
    const failed = new Map<string, number>();
    const pages = octokit.paginate.iterator(octokit.rest.apps.listWebhookDeliveries, { per_page: 100 });
    for await (const { data } of pages) {
      calls += 1;
      const recent = data.filter(({ delivered_at }) => new Date(delivered_at) >= since);
      for (const { id, guid, status_code } of recent) {
        if (status_code >= 200 && status_code < 300) delivered.add(guid);
        else if (!failed.has(guid)) failed.set(guid, id);
      }
      if (recent.length < data.length || calls >= MAX_PAGES) break;
    }
    let found = 0;
    for (const [guid, id] of failed) {
      const attempts = this.#attempts.get(guid) ?? 0;
      if (delivered.has(guid) || attempts >= MAX_ATTEMPTS) continue;
      this.#attempts.set(guid, attempts + 1);
      calls += 1;
      found += 1;
      await octokit.rest.apps.redeliverWebhookDelivery({ delivery_id: id });
    }
    return { calls, found };
  }
}
