import { setTimeout as sleep } from "node:timers/promises";
import { ProbotOctokit } from "probot";

/** How long GitHub may take to answer. */
const TIMEOUT_MS = 30_000;
/** Where GitHub doesn't say how long to wait after a secondary limit, it wants a minute, and longer each time. */
const FALLBACK_SECONDS = 60;
/** A wait that is longer is not sat out here: the trip is made again later. */
const MAX_WAIT_SECONDS = 120;
const MAX_WAITS = 4;

/** Requests are spaced by whoever writes (see `Slots`): reading needs no spacing. */
const unspaced = { key: () => ({ schedule: (_options: unknown, start: () => Promise<void>) => start() }) };

interface Limited {
  readonly method: string;
  readonly url: string;
}

const throttle = {
  enabled: true,
  write: unspaced,
  notifications: unspaced,
  fallbackSecondaryRateRetryAfter: FALLBACK_SECONDS,
  onRateLimit: (retryAfter: number, { method, url }: Limited, octokit: Logging, retryCount: number) => {
    octokit.log.warn(`the primary limit is used up: ${method} ${url} may be asked again in ${retryAfter} s`);
    return retryAfter <= MAX_WAIT_SECONDS && retryCount < MAX_WAITS;
  },
  onSecondaryRateLimit: async (retryAfter: number, { method, url }: Limited, octokit: Logging, retryCount: number) => {
    octokit.log.warn(`a secondary limit is reached: ${method} ${url} waits ${retryAfter} s`);
    if (retryAfter > MAX_WAIT_SECONDS || retryCount >= MAX_WAITS) return false;
    // The fallback is the same each time; GitHub wants longer ones.
    if (retryAfter === FALLBACK_SECONDS) await sleep(FALLBACK_SECONDS * (2 ** retryCount - 1) * 1000);
    return true;
  },
};

/**
 * Octokit as Probot has it, but that it waits out secondary limits (Probot only logs them), doesn't slow down reading, and gives up on an answer that
 * does not come.
 *
 * @see https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
export const CoachOctokit = ProbotOctokit.defaults((options: Record<string, unknown>) => ({
  ...options,
  auth: withoutRequest(options["auth"]),
  // Probot hands in its own handlers; ours replace them.
  throttle: { ...(options["throttle"] as object | undefined), ...throttle },
  retry: { retries: 2 },
  request: { fetch: withTimeout((options["request"] as { fetch?: typeof fetch } | undefined)?.fetch ?? fetch) },
}));

const withTimeout =
  (ask: typeof fetch): typeof fetch =>
  (input, init) =>
    ask(input, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });

/** Probot hands in a client for tokens that knows only github.com; without it, tokens are asked for where everything is. */
function withoutRequest(auth: unknown): unknown {
  if (typeof auth !== "object" || auth === null) return auth;
  const { request: _, ...rest } = auth as Record<string, unknown>;
  return rest;
}

interface Logging {
  readonly log: { readonly warn: (message: string) => void };
}
