import type { ChangedFile, Octokit, PullRequestRef } from "./model.ts";

/**
 * Lists the files that a pull request changes. GitHub lists 3,000 at most.
 *
 * @see https://docs.github.com/en/rest/pulls/pulls#list-pull-requests-files
 */
export async function listChangedFiles(
  octokit: Octokit,
  { owner, repo, number }: PullRequestRef,
): Promise<ChangedFile[]> {
  const files = await octokit.paginate(octokit.rest.pulls.listFiles, {
    owner,
    repo,
    pull_number: number,
    per_page: 100,
  });
  return files.map(({ filename, previous_filename, status, patch }) => ({
    path: filename,
    previousPath: previous_filename ?? null,
    isRemoved: status === "removed",
    patch: patch ?? null,
  }));
}
