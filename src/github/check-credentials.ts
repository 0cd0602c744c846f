import type { Clients } from "./clients.ts";

/** What GitHub says to an app that it doesn't know, or whose key is not the app's. */
const REFUSALS = new Set<number | undefined>([401, 404]);

/** Credentials don't change often: probes come every few seconds. */
const BELIEVED_MS = 300_000;

/**
 * Makes a check that throws where GitHub refuses the app's credentials, or was never reached. Credentials that worked once are believed while GitHub is out.
 */
export function createCredentialsCheck(clients: Clients): () => Promise<void> {
  let workedAt: number | null = null;
  return async () => {
    if (workedAt !== null && performance.now() - workedAt < BELIEVED_MS) return;
    const octokit = await clients.ofApp();
    try {
      await octokit.rest.apps.getAuthenticated({ request: { retries: 0 } });
      workedAt = performance.now();
    } catch (error) {
      const { status } = error as { readonly status?: number };
      if (REFUSALS.has(status)) throw new Error(`GitHub refuses APP_ID and PRIVATE_KEY (${status})`, { cause: error });
      if (workedAt === null) throw new Error("GitHub can't be reached", { cause: error });
    }
  };
}
