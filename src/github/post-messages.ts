import type { PlannedMessage, PlannedReaction } from "../review/model.ts";
import type { PullRequestRef } from "./model.ts";
import type { PostingTools } from "./post-review.ts";
import { waitOut } from "./wait-out.ts";

/**
 * Writes our messages: replies in threads, and comments on the pull request. A thread that somebody deleted meanwhile is no error.
 *
 * A message is not tried again blindly, since an answer may be lost after the work was done: the next trip sees whether it landed.
 */
export async function postMessages(
  { octokit, write }: PostingTools,
  { owner, repo, number }: PullRequestRef,
  messages: readonly PlannedMessage[],
): Promise<void> {
  for (const { thread, body } of messages) {
    await unlessGone(() =>
      write(() =>
        waitOut<unknown>(() =>
          thread === null
            ? octokit.rest.issues.createComment({ owner, repo, issue_number: number, body, request: { retries: 0 } })
            : octokit.rest.pulls.createReplyForReviewComment({
                owner,
                repo,
                pull_number: number,
                comment_id: thread,
                body,
                request: { retries: 0 },
              }),
        ),
      ),
    );
  }
}

/** Leaves reactions on comments; where somebody left the same heart before, one is enough. */
export async function postReactions(
  { octokit, write }: PostingTools,
  { owner, repo }: PullRequestRef,
  reactions: readonly PlannedReaction[],
): Promise<void> {
  const { createForIssueComment, createForPullRequestReviewComment, listForPullRequestReviewComment } =
    octokit.rest.reactions;
  for (const { to, isReply, content } of reactions) {
    const comment = { owner, repo, comment_id: to, content };
    await unlessGone(async () => {
      if (content === "heart" && (await listForPullRequestReviewComment(comment)).data.length > 0) return;
      await write<unknown>(() =>
        isReply ? createForPullRequestReviewComment(comment) : createForIssueComment(comment),
      );
    });
  }
}

async function unlessGone(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if ((error as { status?: number }).status !== 404) throw error;
  }
}
