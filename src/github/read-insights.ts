import type { AskedRecord, Outcome } from "../insights/model.ts";
import { readCommentMarker, readReviewMarker } from "../review/markers.ts";
import type { CommentMarker } from "../review/model.ts";
import type { Octokit, RepositoryRef } from "./model.ts";
import { query } from "./query.ts";

/** A page of a repository's pull requests, from the one that changed last. */
export interface InsightsPage {
  readonly records: readonly AskedRecord[];
  readonly pullRequests: number;
  /** Where the next page begins; null after the last that counts. */
  readonly next: string | null;
}

/** With their threads and reviews, so many stay below GitHub's limit of nodes for a call. */
const PULLS = 25;
const RULE = /^[a-z-]+\/[a-z0-9-]+$/u;

/**
 * Reads what came of our questions in some pull requests of a repository, from our own markers.
 *
 * @param app whose markers are believed: the app's slug; null for the token's own
 * @param since the first day that counts, as `2025-01-01`
 * @param cursor where the page begins; null for the first
 * @throws Error (of Octokit) where GitHub doesn't answer, or shows no such repository
 */
export async function readInsightsPage(
  octokit: Octokit,
  { owner, repo }: RepositoryRef,
  app: string | null,
  since: string,
  cursor: string | null,
): Promise<InsightsPage> {
  const { repository } = await query<PageAnswer>(octokit, PAGE, { owner, repo, cursor });
  const { nodes, pageInfo } = repository.pullRequests;
  const counted = nodes.filter(({ updatedAt }) => updatedAt >= since);
  const records: AskedRecord[] = [];
  for (const pull of counted) {
    const reviews = [...pull.reviews.nodes];
    const threads = [...pull.reviewThreads.nodes];
    let [more, after] = [pull.reviews.pageInfo, pull.reviewThreads.pageInfo];
    while (more.hasNextPage || after.hasNextPage) {
      const cursors = { reviews: more.endCursor, threads: after.endCursor };
      const rest = await query<RestAnswer>(octokit, REST, { owner, repo, number: pull.number, ...cursors });
      const further = rest.repository.pullRequest;
      reviews.push(...further.reviews.nodes);
      threads.push(...further.reviewThreads.nodes);
      [more, after] = [keep(further.reviews.pageInfo, more), keep(further.reviewThreads.pageInfo, after)];
    }
    records.push(...recordsOf(pull, reviews, threads, app));
  }
  const isOver = counted.length < nodes.length || !pageInfo.hasNextPage;
  return { records, pullRequests: counted.length, next: isOver ? null : pageInfo.endCursor };
}

/** A list that is at its end stays there while the other is read on. */
const keep = (next: PageInfo, last: PageInfo): PageInfo =>
  next.endCursor === null ? { ...last, ...next, endCursor: last.endCursor } : next;

function recordsOf(
  { state, createdAt }: PullNode,
  reviews: readonly Written[],
  threads: readonly ThreadNode[],
  app: string | null,
): AskedRecord[] {
  const known = new Map<string, { readonly marker: CommentMarker; readonly thread: ThreadNode } | null>();
  for (const review of reviews.filter((written) => isOurs(written, app))) {
    for (const { document, rule } of readReviewMarker(review.body)?.asked ?? [])
      known.set(`${document}\u0000${rule}`, null);
  }
  for (const thread of threads) {
    const [first] = thread.comments.nodes;
    const marker = first !== undefined && isOurs(first, app) ? readCommentMarker(first.body) : null;
    if (marker !== null) known.set(`${marker.document}\u0000${marker.rule}`, { marker, thread });
  }
  return [...known].flatMap(([key, found]) => {
    const rule = key.slice(key.indexOf("\u0000") + 1);
    if (!RULE.test(rule)) return [];
    const heard = found?.marker.heard ?? [];
    return {
      rule,
      month: createdAt.slice(0, "2025-03".length),
      outcome: outcomeOf(found),
      isMerged: state === "MERGED",
      isPushedBack: heard.some(({ kind }) => kind === "pushback" || kind === "settled" || kind === "stop"),
      reasons: heard.filter(({ kind, words }) => kind !== "answer" && words !== "").map(({ words }) => words),
    };
  });
}

/** A comment that somebody deleted or hid, or whose thread somebody resolved, is a question that was skipped. */
function outcomeOf(found: { readonly marker: CommentMarker; readonly thread: ThreadNode } | null): Outcome {
  if (found === null) return "skipped";
  const { marker, thread } = found;
  const isSetAside = thread.isResolved || thread.comments.nodes[0]?.isMinimized === true;
  return marker.state === "open" && isSetAside ? "skipped" : marker.state;
}

function isOurs({ viewerDidAuthor, author }: Written, app: string | null): boolean {
  if (app === null) return viewerDidAuthor;
  return author?.__typename === "Bot" && (author.login === app || author.login === `${app}[bot]`);
}

const INFO = "pageInfo { hasNextPage endCursor }";
const WRITER = "viewerDidAuthor author { __typename login }";
const REVIEWS = `${INFO} nodes { body ${WRITER} }`;
const THREADS = `${INFO} nodes { isResolved comments(first: 1) { nodes { body isMinimized ${WRITER} } } }`;
const PAGE = `query ($owner: String!, $repo: String!, $cursor: String) {
  repository(owner: $owner, name: $repo) {
    pullRequests(first: ${PULLS}, after: $cursor, orderBy: { field: UPDATED_AT, direction: DESC }) {
      ${INFO}
      nodes {
        number state createdAt updatedAt
        reviews(first: 50) { ${REVIEWS} }
        reviewThreads(first: 50) { ${THREADS} }
      }
    }
  }
}`;
const REST = `query ($owner: String!, $repo: String!, $number: Int!, $reviews: String, $threads: String) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      reviews(first: 100, after: $reviews) { ${REVIEWS} }
      reviewThreads(first: 100, after: $threads) { ${THREADS} }
    }
  }
}`;

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

interface Written {
  readonly body: string;
  readonly viewerDidAuthor: boolean;
  readonly author: { readonly __typename: string; readonly login: string } | null;
}

interface ThreadNode {
  readonly isResolved: boolean;
  readonly comments: { readonly nodes: readonly (Written & { readonly isMinimized: boolean })[] };
}

interface Conversations {
  readonly reviews: { readonly nodes: readonly Written[]; readonly pageInfo: PageInfo };
  readonly reviewThreads: { readonly nodes: readonly ThreadNode[]; readonly pageInfo: PageInfo };
}

interface PullNode extends Conversations {
  readonly number: number;
  readonly state: "OPEN" | "CLOSED" | "MERGED";
  readonly createdAt: string;
  readonly updatedAt: string;
}

interface PageAnswer {
  readonly repository: { readonly pullRequests: { readonly nodes: readonly PullNode[]; readonly pageInfo: PageInfo } };
}

interface RestAnswer {
  readonly repository: { readonly pullRequest: Conversations };
}
