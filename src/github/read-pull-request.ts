import { conversationOf, type ReviewNode, type ThreadNode } from "./conversation.ts";
import type { Blob, Octokit, PullRequest, PullRequestRef } from "./model.ts";
import { query } from "./query.ts";
import { VERSION_FIELDS, type VersionNode, versionOf } from "./settings-versions.ts";

/** The documents that are read together with the pull request. */
export interface DocumentsAtHead {
  readonly headSha: string;
  readonly headRef: string;
  readonly paths: readonly string[];
}

/** GitHub gives up to 512 KB of each file's text: so many at once stay far below its limits. */
const MAX_PATHS = 20;

/**
 * Reads a pull request, our part of its conversation and, if wanted, the text of documents at its head, in one call (and one for each further page).
 *
 * @throws Error (of Octokit) where GitHub doesn't answer, or there is no such pull request for us
 */
export async function readPullRequest(
  octokit: Octokit,
  ref: PullRequestRef,
  documents: DocumentsAtHead | null = null,
): Promise<PullRequest> {
  const blobs = new Map<string, Blob | null>();
  const paths = [...(documents?.paths ?? [])];
  const last = paths.splice(Math.max(0, paths.length - MAX_PATHS));
  // The conversation is read last: what is written depends on what it says now.
  while (paths.length > 0) await readBlobs(octokit, ref, documents!.headSha, paths.splice(0, MAX_PATHS), blobs);
  const threads: ThreadNode[] = [];
  const reviews: ReviewNode[] = [];
  let cursors: Cursors = { threads: null, reviews: null };
  for (let page = 0; ; page += 1) {
    const wanted = page === 0 ? last : [];
    const { viewer, repository, organisation } = await query<Answer>(octokit, queryFor(wanted.length), {
      ...ref,
      ...cursors,
      headRef: documents?.headRef ?? null,
      ...expressionsOf(documents?.headSha ?? "", wanted),
    });
    addBlobs(blobs, wanted, repository);
    const { pullRequest, pullRequests } = repository;
    threads.push(...pullRequest.reviewThreads.nodes);
    reviews.push(...pullRequest.reviews.nodes);
    if (pullRequest.reviewThreads.pageInfo.hasNextPage || pullRequest.reviews.pageInfo.hasNextPage) {
      cursors = {
        threads: pullRequest.reviewThreads.pageInfo.endCursor ?? cursors.threads,
        reviews: pullRequest.reviews.pageInfo.endCursor ?? cursors.reviews,
      };
      continue;
    }
    return {
      headSha: pullRequest.headRefOid,
      headRef: pullRequest.headRefName,
      isOpen: pullRequest.state === "OPEN",
      isDraft: pullRequest.isDraft,
      author: pullRequest.author?.login ?? null,
      paths: pullRequest.files?.nodes.map(({ path }) => path) ?? [],
      changedFiles: pullRequest.changedFiles,
      conversation: conversationOf(threads, reviews, viewer.databaseId),
      settings: {
        organisation: versionOf(organisation),
        repository: versionOf(repository),
        isOrganisationSeen: organisation !== null,
      },
      twins: pullRequests.nodes
        .filter(({ number, headRefOid }) => number !== ref.number && headRefOid === pullRequest.headRefOid)
        .map(({ number }) => number),
      blobs,
    };
  }
}

const BLOB = "... on Blob { text byteSize isTruncated }";
const PAGE = "pageInfo { hasNextPage endCursor }";
const WRITER = "viewerDidAuthor author { __typename ... on Bot { databaseId } ... on User { login } }";
const PULL_REQUEST = `
  pullRequest(number: $number) {
    headRefOid headRefName state isDraft changedFiles author { ... on User { login } }
    files(first: 100) { nodes { path } }
    reviewThreads(first: 50, after: $threads) {
      ${PAGE}
      nodes {
        id isResolved resolvedBy { login }
        comments(first: 20) { nodes { fullDatabaseId body isMinimized ${WRITER} } }
      }
    }
    reviews(first: 100, after: $reviews) { ${PAGE} nodes { body ${WRITER} } }
  }
  pullRequests(states: OPEN, headRefName: $headRef, last: 100) { nodes { number headRefOid } }`;

const parametersOf = (blobs: number) => Array.from({ length: blobs }, (_, index) => `, $e${index}: String!`).join("");
const fieldsOf = (blobs: number) =>
  Array.from({ length: blobs }, (_, index) => `b${index}: object(expression: $e${index}) { ${BLOB} }`).join("\n");

function queryFor(blobs: number): string {
  return `query ($owner: String!, $repo: String!, $number: Int!, $threads: String, $reviews: String, $headRef: String${parametersOf(blobs)}) {
    viewer { databaseId }
    organisation: repository(owner: $owner, name: ".github") { ${VERSION_FIELDS} }
    repository(owner: $owner, name: $repo) { ${VERSION_FIELDS} ${PULL_REQUEST} ${fieldsOf(blobs)} }
  }`;
}

async function readBlobs(
  octokit: Octokit,
  { owner, repo }: PullRequestRef,
  sha: string,
  paths: readonly string[],
  blobs: Map<string, Blob | null>,
): Promise<void> {
  const text = `query ($owner: String!, $repo: String!${parametersOf(paths.length)}) {
    repository(owner: $owner, name: $repo) { ${fieldsOf(paths.length)} }
  }`;
  const { repository } = await query<Answer>(octokit, text, { owner, repo, ...expressionsOf(sha, paths) });
  addBlobs(blobs, paths, repository);
}

const expressionsOf = (sha: string, paths: readonly string[]) =>
  Object.fromEntries(paths.map((path, index) => [`e${index}`, `${sha}:${path}`]));

function addBlobs(blobs: Map<string, Blob | null>, paths: readonly string[], answer: RepositoryAnswer): void {
  for (const [index, path] of paths.entries()) {
    const blob = answer[`b${index}`];
    // What is neither file nor link (a submodule, a folder) has none of a file's fields.
    if (blob === null || blob === undefined || blob.byteSize === undefined) blobs.set(path, null);
    else blobs.set(path, { text: blob.text, bytes: blob.byteSize, isTruncated: blob.isTruncated });
  }
}

type Cursors = Readonly<Record<"threads" | "reviews", string | null>>;

interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

interface BlobAnswer {
  readonly text: string | null;
  readonly byteSize: number;
  readonly isTruncated: boolean;
}

interface RepositoryAnswer extends VersionNode {
  readonly pullRequest: {
    readonly headRefOid: string;
    readonly headRefName: string;
    readonly state: "OPEN" | "CLOSED" | "MERGED";
    readonly isDraft: boolean;
    readonly changedFiles: number;
    readonly author: { readonly login?: string } | null;
    readonly files: { readonly nodes: readonly { readonly path: string }[] } | null;
    readonly reviewThreads: Page<ThreadNode>;
    readonly reviews: Page<ReviewNode>;
  };
  readonly pullRequests: { readonly nodes: readonly { readonly number: number; readonly headRefOid: string }[] };
  readonly [blob: `b${number}`]: BlobAnswer | Record<string, never> | null;
}

interface Answer {
  readonly viewer: { readonly databaseId: number | null };
  readonly organisation: VersionNode | null;
  readonly repository: RepositoryAnswer;
}
