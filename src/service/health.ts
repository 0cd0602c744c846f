import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Metrics, Readings } from "./metrics.ts";

export interface HealthOptions {
  readonly metrics: Metrics;
  /** What is to be written of the moment. */
  readonly read: () => Promise<Readings>;
  /** Each resolves where all is well, and throws why not. */
  readonly checks: Readonly<Record<string, () => Promise<void>>>;
  /** Whoever reads the metrics has to show it; null where anybody may. */
  readonly metricsToken: string | null;
}

/** How long what was found is believed, however many ask. */
const BELIEVED_MS = 3000;
/** Orchestrators wait about so long. */
const PATIENCE_MS = 5000;

/**
 * Answers `/healthz` (the process is alive), `/readyz` (it can do its work) and `/metrics` (for Prometheus).
 *
 * @returns a handler that says whether it answered
 */
export function createHealth(options: HealthOptions) {
  const ready = createReadiness(options.checks);
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    if (request.method !== "GET") return false;
    switch (request.url?.split("?")[0]) {
      case "/healthz":
        answer(response, 200, "alive\n");
        return true;
      case "/readyz": {
        const problems = await ready();
        answer(
          response,
          problems.length === 0 ? 200 : 503,
          [...problems, problems.length === 0 ? "ready\n" : ""].join("\n"),
        );
        return true;
      }
      case "/metrics":
        if (mayRead(request, options.metricsToken)) {
          answer(response, 200, await options.metrics.write(await options.read()), options.metrics.contentType);
        } else answer(response, 401, "METRICS_TOKEN is set: send it as “Authorization: Bearer …”\n");
        return true;
      default:
        return false;
    }
  };
}

function answer(response: ServerResponse, status: number, text: string, type = "text/plain; charset=utf-8"): void {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(text);
}

function mayRead({ headers }: IncomingMessage, token: string | null): boolean {
  if (token === null) return true;
  const [given, wanted] = [Buffer.from(headers.authorization ?? ""), Buffer.from(`Bearer ${token}`)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function createReadiness(checks: HealthOptions["checks"]): () => Promise<string[]> {
  let found: { readonly problems: Promise<string[]>; readonly until: number } | null = null;
  return () => {
    if (found === null || performance.now() > found.until) {
      const problems = Promise.all(Object.entries(checks).map(([name, check]) => run(name, check))).then((all) =>
        all.filter((problem) => problem !== null),
      );
      found = { problems, until: performance.now() + BELIEVED_MS };
    }
    return found.problems;
  };
}

async function run(name: string, check: () => Promise<void>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
  });
  try {
    await Promise.race([check(), tooLate]);
    return null;
  } catch (error) {
    return `${name}: ${(error as Error).message}`;
  } finally {
    clearTimeout(timer);
  }
}
