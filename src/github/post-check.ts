import type { CheckAction, CheckRun } from "../review/model.ts";
import { type Say, say as standard } from "../review/words.ts";
import type { RepositoryRef } from "./model.ts";
import type { PostingTools } from "./post-review.ts";

/** GitHub takes titles of 255 characters, and 50 annotations in a call. */
const MAX_TITLE = 255;
const MAX_ANNOTATIONS = 50;

/**
 * Writes the check run of a commit: one call, completed from the start, so that nothing is ever left in progress. The newest one of a name counts.
 *
 * @param name what the check run is called
 * @param numbers the pull requests whose head the commit is: GitHub tells of no pull request from a fork, so the check run itself remembers them
 * @param lookedAt when what it says was read: a sweep asks what was said since; null where nothing could be read
 */
export async function postCheck(
  { octokit, write }: PostingTools,
  { owner, repo }: RepositoryRef,
  headSha: string,
  name: string,
  numbers: readonly number[],
  { conclusion, title, summary, actions, annotations = [] }: CheckRun,
  say: Say = standard,
  lookedAt: Date | null = new Date(),
): Promise<void> {
  await write(() =>
    octokit.rest.checks.create({
      owner,
      repo,
      name,
      head_sha: headSha,
      status: "completed",
      ...(lookedAt === null ? {} : { started_at: lookedAt.toISOString() }),
      conclusion,
      external_id: [...numbers, ...(lookedAt === null ? [UNREAD] : [])].join(","),
      output: {
        title: title.slice(0, MAX_TITLE),
        summary,
        annotations: annotations.slice(0, MAX_ANNOTATIONS).map(({ path, line, level, title: label, message }) => ({
          path,
          start_line: line,
          end_line: line,
          annotation_level: level,
          title: label.slice(0, MAX_TITLE),
          message,
        })),
      },
      actions: actions.map((action) => asButton(action, say)),
    }),
  );
}

/** What a check run remembers that only says what kept us from looking. */
const UNREAD = "unread";

/** Whether a check run of ours says what is true of its commit, and not only what kept us from looking. */
export const isRead = (externalId: string | null): boolean => !(externalId ?? "").split(",").includes(UNREAD);

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
