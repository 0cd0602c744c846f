import { setTimeout as sleep } from "node:timers/promises";
import { writeReviewMarker } from "../review/markers.ts";
import type { InlineComment, PlannedReview, ReviewMarker } from "../review/model.ts";
import type { Octokit, PullRequestRef } from "./model.ts";
import { readPullRequest } from "./read-pull-request.ts";
import { waitOut } from "./wait-out.ts";

/** Seconds after which one looks whether a review landed whose answer was lost. */
const LOOKS = [1, 4, 10];

export interface PostingTools {
  readonly octokit: Octokit;
  /** Writes when it is the installation's turn (see `Slots`). */
  readonly write: <Result>(write: () => Promise<Result>) => Promise<Result>;
}

/**
 * Posts a review with all its comments in one call.
 *
 * Where GitHub's answer is lost, one looks for the review before posting it again. Where GitHub refuses it for a comment (it takes all or nothing, and names
 * none), the review is posted without, and then each comment by itself.
 *
 * @param headSha the commit that the comments' lines are of
 * @param assertFresh throws where the pull request is no longer as it was read; looked at when it is our turn
 * @returns the comments that GitHub refused
 * @throws Error (of Octokit) where GitHub takes nothing
 */
export async function postReview(
  tools: PostingTools,
  ref: PullRequestRef,
  headSha: string,
  review: PlannedReview,
  assertFresh: () => Promise<void>,
): Promise<readonly InlineComment[]> {
  const body = withMarker(review, review.marker.asked);
  for (const wait of [...LOOKS, null]) {
    try {
      await tools.write(() =>
        waitOut(async () => {
          await assertFresh();
          await createReview(tools.octokit, ref, headSha, body, review.comments);
        }),
      );
      return [];
    } catch (error) {
      const { status } = error as { status?: number };
      if (status === 422) return postOneByOne(tools, ref, headSha, review);
      // Below 500 GitHub has done nothing.
      if (wait === null || status === undefined || status < 500) throw error;
      await sleep(wait * 1000);
      if (await hasLanded(tools.octokit, ref, review.marker.round)) return [];
    }
  }
  return [];
}

const withMarker = ({ body, marker }: PlannedReview, asked: ReviewMarker["asked"]) =>
  `${body}\n\n${writeReviewMarker({ ...marker, asked })}`;

const coordinates = ({ owner, repo, number }: PullRequestRef) => ({ owner, repo, pull_number: number });

const asComment = ({ path, line, startLine, body }: InlineComment) => ({
  path,
  body,
  line,
  side: "RIGHT" as const,
  ...(startLine === null ? {} : { start_line: startLine, start_side: "RIGHT" as const }),
});

/** It is not tried again blindly: an answer may be lost after the work was done. */
async function createReview(
  octokit: Octokit,
  ref: PullRequestRef,
  headSha: string,
  body: string,
  comments: readonly InlineComment[],
): Promise<number> {
  const { data } = await octokit.rest.pulls.createReview({
    ...coordinates(ref),
    commit_id: headSha,
    event: "COMMENT",
    body,
    comments: comments.map(asComment),
    request: { retries: 0 },
  });
  return data.id;
}

async function hasLanded(octokit: Octokit, ref: PullRequestRef, round: number): Promise<boolean> {
  const { conversation } = await readPullRequest(octokit, ref);
  return conversation.reviews.some((known) => known.round >= round);
}

/** The review's marker says only at the end what was asked: what did not land by then is a question for later, not one that somebody deleted. */
async function postOneByOne(
  { octokit, write }: PostingTools,
  ref: PullRequestRef,
  headSha: string,
  review: PlannedReview,
): Promise<InlineComment[]> {
  const id = await write(() => waitOut(() => createReview(octokit, ref, headSha, withMarker(review, []), [])));
  const refused: InlineComment[] = [];
  for (const comment of review.comments) {
    try {
      await write(() =>
        waitOut(() =>
          octokit.rest.pulls.createReviewComment({
            ...coordinates(ref),
            commit_id: headSha,
            ...asComment(comment),
            request: { retries: 0 },
          }),
        ),
      );
    } catch (error) {
      if ((error as { status?: number }).status !== 422) throw error;
      refused.push(comment);
    }
  }
  const landed = review.marker.asked.filter((_, index) => !refused.includes(review.comments[index]!));
  await write(() =>
    octokit.rest.pulls.updateReview({ ...coordinates(ref), review_id: id, body: withMarker(review, landed) }),
  );
  return refused;
}
