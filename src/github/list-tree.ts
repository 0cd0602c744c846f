import type { Octokit, RepositoryRef } from "./model.ts";

/**
 * Lists the files of a folder and all folders in it.
 *
 * @param tree its object id, or `commit:path`
 * @returns their paths in it, in order; none where there is no such folder
 * @throws Error (of Octokit) where GitHub doesn't answer
 */
export async function listTree(octokit: Octokit, { owner, repo }: RepositoryRef, tree: string): Promise<string[]> {
  try {
    const { data } = await octokit.rest.git.getTree({ owner, repo, tree_sha: tree, recursive: "1" });
    return data.tree.flatMap(({ type, mode, path }) => (type === "blob" && mode !== LINK ? [path] : [])).toSorted();
  } catch (error) {
    const { status } = error as { readonly status?: number };
    // An empty repository has no trees (409).
    if (status === 404 || status === 409) return [];
    throw error;
  }
}

const LINK = "120000";
