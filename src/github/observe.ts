import { readCommentMarker, readReviewMarker } from "../review/markers.ts";
import type { Octokit } from "./model.ts";

/** Who counts what we do. */
export interface Observer {
  readonly request: (api: "rest" | "graphql", status: number | null) => void;
  /** @param resource which of GitHub's limits it is: `core` for REST, `graphql` */
  readonly rateLimit: (installation: number, resource: string, limit: number, remaining: number) => void;
  readonly review: () => void;
  readonly question: (rule: string) => void;
}

const REVIEWS = "/repos/{owner}/{repo}/pulls/{pull_number}/reviews";
const COMMENTS = "/repos/{owner}/{repo}/pulls/{pull_number}/comments";

/** Tells an observer of a client's answers: what is left of the installation's limit, and the reviews and questions that GitHub took. */
export function observe(octokit: Octokit, installation: number, observer: Observer): void {
  octokit.hook.after("request", ({ headers }, { method, url, body }) => {
    tellLimit(headers, installation, observer);
    if (method !== "POST" || typeof body !== "string") return;
    if (url === REVIEWS) {
      observer.review();
      for (const { rule } of readReviewMarker(body)?.asked ?? []) observer.question(rule);
    }
    const marker = url === COMMENTS ? readCommentMarker(body) : null;
    if (marker !== null) observer.question(marker.rule);
  });
  octokit.hook.error("request", (error) => {
    const { response } = error as { readonly response?: { readonly headers: Headers } };
    if (response !== undefined) tellLimit(response.headers, installation, observer);
    throw error;
  });
}

/** Asks as `fetch` does, and tells an observer of each answer, also of those that Octokit asks for again. */
export function observedFetch(observer: Observer): typeof fetch {
  return async (input, init) => {
    const { url } = new Request(input);
    const api = url.endsWith("/graphql") ? "graphql" : "rest";
    try {
      const response = await fetch(input, init);
      observer.request(api, response.status);
      return response;
    } catch (error) {
      observer.request(api, null);
      throw error;
    }
  };
}

type Headers = Readonly<Record<string, string | number | undefined>>;

function tellLimit(headers: Headers, installation: number, observer: Observer): void {
  const [limit, remaining] = [Number(headers["x-ratelimit-limit"]), Number(headers["x-ratelimit-remaining"])];
  if (Number.isFinite(limit) && Number.isFinite(remaining))
    observer.rateLimit(installation, String(headers["x-ratelimit-resource"] ?? "core"), limit, remaining);
}

/** Where nobody counts. */
export const UNOBSERVED: Observer = {
  request: () => undefined,
  rateLimit: () => undefined,
  review: () => undefined,
  question: () => undefined,
};
