import type { Octokit } from "./model.ts";

/**
 * Lists the repositories of an owner that a token shows, whether it is an app's or a person's.
 *
 * @returns their names, the one with the newest push first
 * @throws Error (of Octokit) where GitHub doesn't answer, or knows no such owner
 */
export async function listRepositories(octokit: Octokit, owner: string): Promise<string[]> {
  const repositories = await listAny(octokit, owner);
  return repositories
    .filter((repository) => repository.owner.login.toLowerCase() === owner.toLowerCase())
    .toSorted((a, b) => (b.pushed_at ?? "").localeCompare(a.pushed_at ?? ""))
    .map(({ name }) => name);
}

interface Listed {
  readonly name: string;
  readonly owner: { readonly login: string };
  readonly pushed_at?: string | null;
}

async function listAny(octokit: Octokit, owner: string): Promise<readonly Listed[]> {
  const page = { per_page: 100 };
  const { rest } = octokit;
  return (
    (await unlessRefused(() => octokit.paginate(rest.apps.listReposAccessibleToInstallation, page))) ??
    (await unlessRefused(() => octokit.paginate(rest.repos.listForOrg, { ...page, org: owner }))) ??
    octokit.paginate(rest.repos.listForUser, { ...page, username: owner })
  );
}

/** GitHub refuses a person's token where an installation's is wanted, and knows no organisation by a person's name. */
async function unlessRefused<Result>(list: () => Promise<Result>): Promise<Result | null> {
  try {
    return await list();
  } catch (error) {
    if ([403, 404].includes((error as { readonly status?: number }).status ?? 0)) return null;
    throw error;
  }
}
