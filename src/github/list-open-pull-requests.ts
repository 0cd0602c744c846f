import type { Octokit, PullRequestRef } from "./model.ts";
import type { Spend } from "./spend.ts";

/** An open pull request, as far as it says whether one has to look. */
export interface OpenPullRequest {
  readonly ref: PullRequestRef;
  readonly headSha: string;
  /** ISO 8601. */
  readonly updatedAt: string;
}

/** So many repositories are asked about at once: 50 pull requests of each stay far below GraphQL's limit of 500,000 nodes. */
const REPOSITORIES = 20;
const QUERY = `query ($ids: [ID!]!, $after: String) {
  nodes(ids: $ids) {
    ... on Repository {
      id name owner { login }
      pullRequests(states: OPEN, first: 50, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
        nodes { number headRefOid updatedAt }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;

/**
 * Lists the open pull requests of an installation that changed since a moment, of each repository the newest first.
 *
 * @param since ISO 8601; null for all
 * @throws Error (of Octokit) where GitHub doesn't answer
 */
export async function listOpenPullRequests(
  octokit: Octokit,
  since: string | null,
  spend: Spend,
): Promise<OpenPullRequest[]> {
  const ids = await listRepositories(octokit, spend);
  const found: OpenPullRequest[] = [];
  while (ids.length > 0) await readChunk(octokit, ids.splice(0, REPOSITORIES), null, since, spend, found);
  return found;
}

async function listRepositories(octokit: Octokit, spend: Spend): Promise<string[]> {
  const ids: string[] = [];
  for (let page = 1; ; page += 1) {
    const { data } = await spend(() => octokit.rest.apps.listReposAccessibleToInstallation({ per_page: 100, page }));
    ids.push(
      ...data.repositories.filter(({ archived, disabled }) => !archived && !disabled).map(({ node_id }) => node_id),
    );
    if (page * 100 >= data.total_count) return ids;
  }
}

async function readChunk(
  octokit: Octokit,
  ids: readonly string[],
  after: string | null,
  since: string | null,
  spend: Spend,
  found: OpenPullRequest[],
): Promise<void> {
  const { nodes } = await spend(() => ask(octokit, { ids, after }));
  for (const node of nodes) {
    // A repository may go while one asks for it.
    if (node === null) continue;
    const { nodes: pulls, pageInfo } = node.pullRequests;
    const fresh = pulls.filter(({ updatedAt }) => since === null || updatedAt >= since);
    for (const { number, headRefOid, updatedAt } of fresh)
      found.push({ ref: { owner: node.owner.login, repo: node.name, number }, headSha: headRefOid, updatedAt });
    if (pageInfo.hasNextPage && fresh.length === pulls.length)
      await readChunk(octokit, [node.id], pageInfo.endCursor, since, spend, found);
  }
}

async function ask(octokit: Octokit, variables: { ids: readonly string[]; after: string | null }): Promise<Answer> {
  try {
    return await octokit.graphql<Answer>(QUERY, variables);
  } catch (error) {
    const { data } = error as { readonly data?: Partial<Answer> | null };
    if (data?.nodes === undefined) throw error;
    return data as Answer;
  }
}

interface Answer {
  readonly nodes: readonly ({
    readonly id: string;
    readonly name: string;
    readonly owner: { readonly login: string };
    readonly pullRequests: {
      readonly nodes: readonly { readonly number: number; readonly headRefOid: string; readonly updatedAt: string }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  } | null)[];
}
