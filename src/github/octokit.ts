import { setTimeout as sleep } from "node:timers/promises";
import { ProbotOctokit } from "probot";
import { unspaced } from "./unspaced.ts";
import { MAX_WAIT_SECONDS, MAX_WAITS, secondsToWait } from "./wait-out.ts";

/** How long GitHub may take to answer. */
const TIMEOUT_MS = 30_000;
/** What Octokit takes for GitHub's silence on how long to wait: no answer says this. */
const UNSAID_SECONDS = 59.999;

interface Limited {
  readonly method: string;
  readonly url: string;
  readonly request: { readonly retries?: number };
}

const throttle = {
  enabled: true,
  write: unspaced,
  notifications: unspaced,
  fallbackSecondaryRateRetryAfter: UNSAID_SECONDS,
  onRateLimit: (retryAfter: number, { method, url }: Limited, octokit: Logging, retryCount: number) => {
    octokit.log.warn(`the primary limit is used up: ${method} ${url} may be asked again in ${retryAfter} s`);
    return retryAfter <= MAX_WAIT_SECONDS && retryCount < MAX_WAITS;
  },
  onSecondaryRateLimit: async (
    retryAfter: number,
    { method, url, request }: Limited,
    octokit: Logging,
    retryCount: number,
  ) => {
    octokit.log.warn(`a secondary limit is reached: ${method} ${url}`);
    // What is never to be tried again blindly is waited for by those who look first (see `waitOut`).
    if (request.retries === 0) return false;
    const seconds = secondsToWait(retryAfter === UNSAID_SECONDS ? null : retryAfter, retryCount);
    if (seconds === null) return false;
    // Octokit itself waits as long as it said.
    if (seconds > retryAfter) await sleep((seconds - retryAfter) * 1000);
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
  retry: { ...(options["retry"] as object | undefined), retries: 2 },
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
