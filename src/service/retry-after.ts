/** Milliseconds until a first, second … failure is tried again. */
const WAITS = [10_000, 60_000, 300_000, 1_800_000];
/** What GitHub says of something that is gone, or not ours any more: another try changes nothing. */
const FINAL = new Set([401, 404, 410, 422]);

interface Failure {
  readonly status?: number;
  readonly response?: { readonly headers?: Readonly<Record<string, string | undefined>> };
}

/**
 * When a failed job is worth another try.
 *
 * @param error what it threw; errors of Octokit have a status and GitHub's headers
 * @param attempt from 1
 * @returns milliseconds; null where it is not
 */
export function retryAfter(error: unknown, attempt: number): number | null {
  const { status, response } = error as Failure;
  const headers = response?.headers ?? {};
  if (headers["x-ratelimit-remaining"] === "0" && headers["x-ratelimit-reset"] !== undefined)
    return Math.max(0, Number(headers["x-ratelimit-reset"]) * 1000 - Date.now()) + 1000;
  if (headers["retry-after"] !== undefined) return Number(headers["retry-after"]) * 1000;
  if (status !== undefined && FINAL.has(status)) return null;
  return WAITS[attempt - 1] ?? null;
}
