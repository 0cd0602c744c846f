/** Milliseconds until a first, second … failure is tried again. */
const WAITS = [10_000, 60_000, 300_000, 1_800_000];
/** The same after a limit that GitHub did not say the end of, and that was waited for already. */
const LIMITED = [900_000, 1_800_000, 3_600_000];
/** What GitHub says of something that is gone, or not ours any more: another try changes nothing. */
const FINAL = new Set([401, 404, 410, 422]);

interface Failure {
  readonly message?: string;
  readonly status?: number;
  readonly response?: { readonly headers?: Headers };
  /** GraphQL's errors have them here. */
  readonly headers?: Headers;
  readonly errors?: readonly { readonly type?: string }[];
}
type Headers = Readonly<Record<string, string | undefined>>;

/** Whether GitHub said that it was asked for too much. Nothing more should be asked of it then. */
export function isLimit(error: unknown): boolean {
  const { message = "", status } = error as Failure;
  const isRefused = status === undefined || status === 403 || status === 429;
  return isRefused && (headersOf(error)["x-ratelimit-remaining"] === "0" || /\bsecondary rate\b/iu.test(message));
}

/** GitHub refuses everything to an installation that its owner suspended, until the event that ends it. */
const isSuspended = (error: unknown): boolean =>
  (error as Failure).status === 403 && /\bsuspended\b/u.test((error as Failure).message ?? "");

/**
 * When a failed job is worth another try.
 *
 * @param error what it threw; errors of Octokit have a status and GitHub's headers
 * @param attempt from 1
 * @param factor what our own waits are multiplied with; GitHub's are taken as they are
 * @returns milliseconds; null where it is not
 */
export function retryAfter(error: unknown, attempt: number, factor = 1): number | null {
  const { status, errors } = error as Failure;
  const headers = headersOf(error);
  if (headers["x-ratelimit-remaining"] === "0" && headers["x-ratelimit-reset"] !== undefined)
    return Math.max(0, Number(headers["x-ratelimit-reset"]) * 1000 - Date.now()) + 1000;
  if (headers["retry-after"] !== undefined) return Number(headers["retry-after"]) * 1000;
  if (isLimit(error)) return scaled(LIMITED[attempt - 1], factor);
  const isGone = errors !== undefined && errors.length > 0 && errors.every(({ type }) => type === "NOT_FOUND");
  if (isGone || isSuspended(error) || (status !== undefined && FINAL.has(status))) return null;
  return scaled(WAITS[attempt - 1], factor);
}

const scaled = (wait: number | undefined, factor: number) => (wait === undefined ? null : wait * factor);

function headersOf(error: unknown): Headers {
  const { response, headers } = error as Failure;
  return response?.headers ?? headers ?? {};
}
