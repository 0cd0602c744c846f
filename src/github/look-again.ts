import { combineChecks, writeTrouble } from "../review/check.ts";
import type { CheckRun, Plan } from "../review/model.ts";
import type { Say } from "../review/words.ts";
import { say as standard } from "../review/words.ts";
import { checkNameIn } from "../settings/check-name.ts";
import { BUILT_IN, type Layer } from "../settings/layers.ts";
import { requiresAny } from "../settings/requires.ts";
import { editComments } from "./edit-comments.ts";
import type { PullRequest, PullRequestRef, Reason } from "./model.ts";
import { type Planned, type PlanningTools, planPullRequest, SupersededError } from "./plan-pull-request.ts";
import { postCheck } from "./post-check.ts";
import { postMessages, postReactions } from "./post-messages.ts";
import { type PostingTools, postReview } from "./post-review.ts";
import { readPullRequest } from "./read-pull-request.ts";
import { tryPolicy, withPolicy } from "./try-policy.ts";

export interface TripTools extends PlanningTools, PostingTools {}

/** What was read is believed for so long before something is written that people will see. */
const FRESH_MS = 1000;
/** A branch that moves more often while it is read will move again, and be looked at again then. */
const MAX_STARTS = 5;
/** So many pull requests of one head are read, to speak of all of them in their one check run. */
const MAX_TWINS = 5;

/**
 * The trip: reads what GitHub has of a pull request, and writes what is not yet true on it. Made twice, it writes nothing twice.
 *
 * @throws Error (of Octokit) where GitHub doesn't answer, or takes nothing
 */
export async function lookAgain(tools: TripTools, ref: PullRequestRef, reason: Reason): Promise<void> {
  for (let start = 0; start < MAX_STARTS; start += 1) {
    try {
      return await lookOnce(tools, ref, reason);
    } catch (error) {
      if (!(error instanceof SupersededError)) throw error;
    }
  }
}

/** Ends the check run of a commit that could not be looked at: what happened, and how to look again. */
export async function reportTrouble(
  tools: TripTools,
  ref: PullRequestRef,
  headSha: string,
  error: unknown,
): Promise<void> {
  const layers = await readLayersInForce(tools, ref);
  const check = writeTrouble(inWords(error), requiresAny(layers));
  await postCheck(tools, ref, headSha, checkNameIn(layers), [ref.number], check, standard, null);
}

async function lookOnce(tools: TripTools, ref: PullRequestRef, reason: Reason): Promise<void> {
  let planned = await planPullRequest(tools, ref, reason);
  if (planned.plan === null) return;
  if (planned.plan.review !== null) {
    const { pull, readAt, plan } = planned;
    const refused = await postReview(tools, ref, pull.headSha, plan.review!, () =>
      assertFresh(tools, ref, pull, readAt),
    );
    if (refused.length > 0) {
      const places = new Set(refused.map(({ path, line }) => `${path}:${line}`));
      planned = { ...(await planPullRequest(tools, ref, "state", places)) };
    }
  }
  const { messages, reactions } = planned.plan!;
  // A message remembers what it answers: written first, it is not written twice where what follows is lost.
  await postMessages(tools, ref, messages);
  await editComments(tools, ref, planned.plan!);
  await postReactions(tools, ref, reactions);
  await writeCheckRun(tools, ref, planned);
}

async function assertFresh(
  { octokit }: TripTools,
  ref: PullRequestRef,
  pull: PullRequest,
  readAt: number,
): Promise<void> {
  if (performance.now() - readAt < FRESH_MS) return;
  const now = await readPullRequest(octokit, ref);
  const isSame = now.headSha === pull.headSha && now.conversation.reviews.length === pull.conversation.reviews.length;
  if (!isSame) throw new SupersededError();
}

async function writeCheckRun(
  tools: TripTools,
  ref: PullRequestRef,
  { pull, plan, checkName, say, readAt }: Planned,
): Promise<void> {
  const checks: { number: number; check: CheckRun }[] = [
    { number: ref.number, check: await addTrial(tools, ref, pull, plan!, say) },
  ];
  for (const number of pull.twins.slice(0, MAX_TWINS)) {
    const twin = await planPullRequest(tools, { ...ref, number }, "change");
    if (twin.plan !== null)
      checks.push({ number, check: await addTrial(tools, { ...ref, number }, twin.pull, twin.plan, say) });
  }
  checks.sort((a, b) => a.number - b.number);
  await postCheck(
    tools,
    ref,
    pull.headSha,
    checkName,
    checks.map(({ number }) => number),
    combineChecks(checks),
    say,
    new Date(performance.timeOrigin + readAt),
  );
}

async function addTrial(
  tools: TripTools,
  ref: PullRequestRef,
  pull: PullRequest,
  { check }: Plan,
  say: Say,
): Promise<CheckRun> {
  const trial = await tryPolicy(tools, ref, pull);
  return trial === null ? check : withPolicy(check, trial, say);
}

/** In trouble, what was known last has to do. */
async function readLayersInForce({ octokit, settings }: TripTools, ref: PullRequestRef): Promise<readonly Layer[]> {
  try {
    return (await settings.readNow(octokit, ref)).layers;
  } catch {
    return settings.lastKnown(ref)?.layers ?? [BUILT_IN];
  }
}

function inWords(error: unknown): string {
  const { status } = error as { readonly status?: number };
  return status === undefined ? "Something in Postmortem Coach itself went amiss." : `GitHub answered ${status}.`;
}
