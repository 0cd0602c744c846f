import { retry } from "@octokit/plugin-retry";
import { throttling, type ThrottlingOptions } from "@octokit/plugin-throttling";
import { Octokit as RestOctokit } from "@octokit/rest";
import type { Octokit } from "./model.ts";
import { unspaced } from "./unspaced.ts";

const TIMEOUT_MS = 30_000;
/** Primary limits are an hour's; who reads much waits for the next one. */
const MAX_WAITS = 3;

const Client = RestOctokit.plugin(throttling, retry);

export interface TokenClientOptions {
  readonly token: string;
  /** As GitHub Actions has it in `GITHUB_API_URL`. */
  readonly apiUrl: string;
  /** Told what one waits for. */
  readonly onWait: (message: string) => void;
}

/** A client with somebody's own token, that waits out GitHub's limits: it can do what the installations' clients do. */
export function createTokenClient({ token, apiUrl, onWait }: TokenClientOptions): Octokit {
  const wait = (limit: string) => (seconds: number, _request: object, _octokit: object, waits: number) => {
    onWait(`GitHub's ${limit} limit is reached: waiting ${seconds} s`);
    return waits < MAX_WAITS;
  };
  return new Client({
    auth: token,
    baseUrl: apiUrl,
    userAgent: "postmortem-coach",
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    throttle: {
      write: unspaced,
      notifications: unspaced,
      onRateLimit: wait("primary"),
      onSecondaryRateLimit: wait("secondary"),
    } as unknown as ThrottlingOptions,
    request: {
      fetch: (url: string, init: RequestInit) => fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) }),
    },
  }) as unknown as Octokit;
}
