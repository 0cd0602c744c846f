import type { CheckAction, CheckRun } from "../review/model.ts";
import { type Say, say as standard } from "../review/words.ts";
import type { RepositoryRef } from "./model.ts";
import type { PostingTools } from "./post-review.ts";

/**
 * Writes the check run of a commit: one call, completed from the start, so that nothing is ever left in progress. The newest one of a name counts.
 *
 * @param name what the check run is called
 * @param numbers the pull requests whose head the commit is: GitHub tells of no pull request from a fork, so the check run itself remembers them
 */
export async function postCheck(
  { octokit, write }: PostingTools,
  { owner, repo }: RepositoryRef,
  headSha: string,
  name: string,
  numbers: readonly number[],
  { conclusion, title, summary, actions }: CheckRun,
  say: Say = standard,
): Promise<void> {
  await write(() =>
    octokit.rest.checks.create({
      owner,
      repo,
      name,
      head_sha: headSha,
      status: "completed",
      conclusion,
      external_id: numbers.join(","),
      output: { title, summary },
      actions: actions.map((action) => asButton(action, say)),
    }),
  );
}

/** The pull requests that a check run of ours remembers. */
export function numbersIn(externalId: string | null): number[] {
  return (externalId ?? "")
    .split(",")
    .filter((part) => /^\d{1,9}$/u.test(part))
    .map(Number);
}

/** GitHub takes labels of 20 characters and descriptions of 40. */
const asButton = (identifier: CheckAction, say: Say) => ({
  identifier,
  label: say(`action.${identifier}`),
  description: say(`action.${identifier}.more`),
});
