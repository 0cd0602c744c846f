import type { Plan } from "../review/model.ts";
import type { Octokit, PullRequestRef } from "./model.ts";
import type { PostingTools } from "./post-review.ts";

/**
 * Brings our own comments up to date, and resolves and opens their threads again where the installation may.
 *
 * @throws Error (of Octokit) where GitHub doesn't take it; a comment that is gone is no error
 */
export async function editComments(
  { octokit, write }: PostingTools,
  { owner, repo }: PullRequestRef,
  plan: Plan,
): Promise<void> {
  for (const { commentId, body } of plan.edits) {
    try {
      await write(() => octokit.rest.pulls.updateReviewComment({ owner, repo, comment_id: commentId, body }));
    } catch (error) {
      if ((error as { status?: number }).status !== 404) throw error;
    }
  }
  if (plan.resolve.length + plan.unresolve.length === 0 || !(await mayResolve(octokit))) return;
  for (const id of plan.resolve) await write(() => octokit.graphql(mutation("resolveReviewThread"), { id }));
  for (const id of plan.unresolve) await write(() => octokit.graphql(mutation("unresolveReviewThread"), { id }));
}

const mutation = (name: string) => `mutation ($id: ID!) { ${name}(input: { threadId: $id }) { thread { id } } }`;

/** GitHub wants write access to contents for it, which few will grant: the token's permissions say so without a call. */
async function mayResolve(octokit: Octokit): Promise<boolean> {
  const token = (await octokit.auth({ type: "installation" })) as { readonly permissions?: Record<string, string> };
  return token.permissions?.["contents"] === "write";
}
