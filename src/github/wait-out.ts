import { setTimeout as sleep } from "node:timers/promises";

/** Where GitHub doesn't say how long to wait after a secondary limit, it wants a minute, and longer each time. */
const FALLBACK_SECONDS = 60;
/** A wait that is longer is not sat out: the trip is made again later. */
export const MAX_WAIT_SECONDS = 120;
export const MAX_WAITS = 4;

/**
 * How long GitHub wants one to wait after a secondary limit.
 *
 * @param given seconds that it said, if it said any
 * @param waits how often one has waited already
 * @returns seconds; null where it is too long to sit it out
 * @see https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
export function secondsToWait(given: number | null, waits: number): number | null {
  if (waits >= MAX_WAITS || (given ?? 0) > MAX_WAIT_SECONDS) return null;
  return given ?? FALLBACK_SECONDS * 2 ** waits;
}

interface Refusal {
  readonly message?: string;
  readonly response?: { readonly headers?: Readonly<Record<string, string | undefined>> };
}

/**
 * Does what must be looked at anew before each try, such as posting a review, and waits out secondary limits in between.
 *
 * @throws whatever it throws that is no secondary limit, or one that takes too long
 */
export async function waitOut<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let waits = 0; ; waits += 1) {
    try {
      return await attempt();
    } catch (error) {
      const { message = "", response } = error as Refusal;
      const given = Number(response?.headers?.["retry-after"]);
      const seconds = /\bsecondary rate\b/iu.test(message) ? secondsToWait(given > 0 ? given : null, waits) : null;
      if (seconds === null) throw error;
      await sleep(seconds * 1000);
    }
  }
}
