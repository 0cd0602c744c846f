import { type CommentNode, conversationOf, type ReviewNode, type ThreadNode } from "./conversation.ts";
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
  const folder = documents === null ? null : folderOf(documents.paths[0] ?? "");
  const templates = folder === null ? [] : templatesFor(folder);
  const paths = [...(documents?.paths ?? [])];
  const last = paths.splice(Math.max(0, paths.length - MAX_PATHS));
  // The conversation is read last: what is written depends on what it says now.
  while (paths.length > 0) await readBlobs(octokit, ref, documents!.headSha, paths.splice(0, MAX_PATHS), blobs);
  const threads: ThreadNode[] = [];
  const reviews: ReviewNode[] = [];
  const comments: CommentNode[] = [];
  let cursors: Cursors = { threads: null, reviews: null, comments: null };
  for (let page = 0; ; page += 1) {
    const wanted = page === 0 ? last : [];
    const { viewer, repository, organisation } = await query<Answer>(octokit, queryFor(wanted.length), {
      ...ref,
      ...cursors,
      headRef: documents?.headRef ?? null,
      ...expressionsOf(documents?.headSha ?? "", wanted),
      folder: folder === null ? null : `HEAD:${folder}`,
      withFolder: folder !== null,
      ...Object.fromEntries(TEMPLATES.map((_, index) => [`t${index}`, `HEAD:${templates[index] ?? ""}`])),
    });
    addBlobs(blobs, wanted, repository);
    const { pullRequest, pullRequests } = repository;
    threads.push(...pullRequest.reviewThreads.nodes);
    reviews.push(...pullRequest.reviews.nodes);
    comments.push(...pullRequest.comments.nodes);
    const pages = [pullRequest.reviewThreads, pullRequest.reviews, pullRequest.comments];
    if (pages.some(({ pageInfo }) => pageInfo.hasNextPage)) {
      cursors = {
        threads: pullRequest.reviewThreads.pageInfo.endCursor ?? cursors.threads,
        reviews: pullRequest.reviews.pageInfo.endCursor ?? cursors.reviews,
        comments: pullRequest.comments.pageInfo.endCursor ?? cursors.comments,
      };
      continue;
    }
    return {
      headSha: pullRequest.headRefOid,
      headRef: pullRequest.headRefName,
      isOpen: pullRequest.state === "OPEN",
      isDraft: pullRequest.isDraft,
      author: pullRequest.author?.login ?? null,
      isNewcomer: NEWCOMERS.has(pullRequest.authorAssociation),
      repositoryUrl: repository.url,
      defaultBranch: repository.defaultBranchRef?.name ?? "HEAD",
      neighbours: repository.folder?.entries?.map(({ name }) => name) ?? null,
      template: templateIn(repository, templates),
      paths: pullRequest.files?.nodes.map(({ path }) => path) ?? [],
      changedFiles: pullRequest.changedFiles,
      conversation: conversationOf(threads, reviews, comments, viewer.databaseId),
      viewer: viewer.login,
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

/** GitHub says these of people who never had a change merged in a repository. */
const NEWCOMERS = new Set(["FIRST_TIMER", "FIRST_TIME_CONTRIBUTOR", "NONE"]);
/** Where repositories keep a template for postmortems; `~` is the folder of the postmortems. */
const TEMPLATES = [
  "~/template.md",
  "~/TEMPLATE.md",
  "~/postmortem-template.md",
  ".github/postmortem-template.md",
  "docs/postmortem-template.md",
];
const folderOf = (path: string) => path.split("/").slice(0, -1).join("/");
const templatesFor = (folder: string) => TEMPLATES.map((path) => path.replace("~/", folder === "" ? "" : `${folder}/`));

function templateIn(repository: RepositoryAnswer, templates: readonly string[]): string | null {
  const named = repository.folder?.entries?.find(
    ({ name }) => /template/iu.test(name) && /\.(?:md|mdx|markdown)$/iu.test(name),
  );
  const at = templates.findIndex((_, index) => (repository[`t${index}`] ?? null) !== null);
  if (at >= 0) return templates[at]!;
  return named === undefined ? null : templates[0]!.replace(/[^/]+$/u, named.name);
}

const FOLDER = `folder: object(expression: $folder) @include(if: $withFolder) { ... on Tree { entries { name } } }
  ${TEMPLATES.map((_, index) => `t${index}: object(expression: $t${index}) @include(if: $withFolder) { oid }`).join("\n")}`;
const BLOB = "... on Blob { text byteSize isTruncated }";
const PAGE = "pageInfo { hasNextPage endCursor }";
const WRITER = "viewerDidAuthor author { __typename ... on Bot { databaseId } ... on User { login } }";
const COMMENT = `fullDatabaseId body createdAt reactionGroups { content viewerHasReacted } ${WRITER}`;
const PULL_REQUEST = `
  pullRequest(number: $number) {
    headRefOid headRefName state isDraft changedFiles authorAssociation author { ... on User { login } }
    files(first: 100) { nodes { path } }
    reviewThreads(first: 50, after: $threads) {
      ${PAGE}
      nodes {
        id isResolved resolvedBy { login } path line startLine
        comments(first: 100) { nodes { isMinimized ${COMMENT} } }
      }
    }
    reviews(first: 100, after: $reviews) { ${PAGE} nodes { body ${WRITER} } }
    comments(first: 100, after: $comments) { ${PAGE} nodes { ${COMMENT} } }
  }
  pullRequests(states: OPEN, headRefName: $headRef, last: 100) { nodes { number headRefOid } }`;

const parametersOf = (blobs: number) => Array.from({ length: blobs }, (_, index) => `, $e${index}: String!`).join("");
const fieldsOf = (blobs: number) =>
  Array.from({ length: blobs }, (_, index) => `b${index}: object(expression: $e${index}) { ${BLOB} }`).join("\n");

function queryFor(blobs: number): string {
  return `query ($owner: String!, $repo: String!, $number: Int!, $threads: String, $reviews: String, $comments: String, $headRef: String, $folder: String, $withFolder: Boolean!${TEMPLATES.map((_, index) => `, $t${index}: String`).join("")}${parametersOf(blobs)}) {
    viewer { databaseId login }
    organisation: repository(owner: $owner, name: ".github") { ${VERSION_FIELDS} }
    repository(owner: $owner, name: $repo) { url defaultBranchRef { name } ${FOLDER} ${VERSION_FIELDS} ${PULL_REQUEST} ${fieldsOf(blobs)} }
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

type Cursors = Readonly<Record<"threads" | "reviews" | "comments", string | null>>;

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
  readonly url: string;
  readonly defaultBranchRef: { readonly name: string } | null;
  readonly folder?: { readonly entries?: readonly { readonly name: string }[] } | null;
  readonly [template: `t${number}`]: { readonly oid: string } | null;
  readonly pullRequest: {
    readonly headRefOid: string;
    readonly headRefName: string;
    readonly state: "OPEN" | "CLOSED" | "MERGED";
    readonly isDraft: boolean;
    readonly changedFiles: number;
    readonly author: { readonly login?: string } | null;
    readonly authorAssociation: string;
    readonly files: { readonly nodes: readonly { readonly path: string }[] } | null;
    readonly reviewThreads: Page<ThreadNode>;
    readonly reviews: Page<ReviewNode>;
    readonly comments: Page<CommentNode>;
  };
  readonly pullRequests: { readonly nodes: readonly { readonly number: number; readonly headRefOid: string }[] };
  readonly [blob: `b${number}`]: BlobAnswer | Record<string, never> | null;
}

interface Answer {
  readonly viewer: { readonly databaseId: number | null; readonly login: string };
  readonly organisation: VersionNode | null;
  readonly repository: RepositoryAnswer;
}
