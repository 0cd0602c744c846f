import { listOpenPullRequests, type OpenPullRequest } from "./list-open-pull-requests.ts";
import type { Octokit, Reason, RepositoryRef } from "./model.ts";
import { isRead, numbersIn } from "./post-check.ts";
import type { Spend } from "./spend.ts";
import type { SweepTask, Task } from "./task.ts";

export interface SweepTools {
  readonly octokit: Octokit;
  /** Our own number: other apps' check runs tell nothing. */
  readonly appId: number;
  /** What may be asked without being in anybody's way. */
  readonly budget: { readonly spend: (signal: AbortSignal) => Promise<void>; readonly grant: (limit: number) => void };
  readonly stopping: AbortSignal;
  /** Takes a further task. */
  readonly take: (task: Task) => Promise<void>;
  /** Told what it cost in requests, and how many pull requests had to be looked at. */
  readonly caughtUp: (calls: number, found: number) => void;
}

/** Our clock and GitHub's are believed to be no farther apart. */
const CLOCKS_MS = 60_000;

/**
 * Finds what was missed: open pull requests whose head lacks our completed check run, or where somebody replied after we looked last.
 *
 * @throws Error (of Octokit) where GitHub doesn't answer
 */
export async function sweep(task: SweepTask, tools: SweepTools): Promise<void> {
  const { octokit, budget, stopping, take } = tools;
  octokit.hook.after("request", ({ headers }) => {
    const limit = Number(headers["x-ratelimit-limit"]);
    if (Number.isFinite(limit)) budget.grant(limit);
  });
  let calls = 0;
  let found = 0;
  const spend: Spend = async (request) => {
    await budget.spend(stopping);
    calls += 1;
    return request();
  };
  const look = async ({ ref, headSha }: OpenPullRequest, reason: Reason) => {
    const { installationId, deliveryId } = task;
    await take({ kind: "pull request", installationId, deliveryId, ref, reason, headSha });
    found += 1;
  };
  try {
    const pulls = await listOpenPullRequests(octokit, task.since, spend);
    for (const own of Map.groupBy(pulls, ({ ref }) => `${ref.owner}/${ref.repo}`).values()) {
      const seen = new Map<OpenPullRequest, number>();
      for (const pull of own) {
        const lookedAt = await readLook(tools, pull, spend);
        if (lookedAt !== null) seen.set(pull, lookedAt);
        else await look(pull, Date.parse(pull.updatedAt) < Date.parse(task.installedAt) ? "arrival" : "change");
      }
      for (const pull of await findReplied(octokit, seen, spend)) await look(pull, "conversation");
    }
  } finally {
    tools.caughtUp(calls, found);
  }
}

/** When we looked last at a pull request as it is now; null where we did not, or could not. */
async function readLook(
  { octokit, appId }: SweepTools,
  { ref: { owner, repo, number }, headSha }: OpenPullRequest,
  spend: Spend,
): Promise<number | null> {
  const { data } = await spend(() =>
    octokit.rest.checks.listForRef({ owner, repo, ref: headSha, app_id: appId, per_page: 100 }),
  );
  const [newest] = data.check_runs
    .filter(({ status, external_id }) => status === "completed" && numbersIn(external_id).includes(number))
    .toSorted((a, b) => b.id - a.id);
  if (newest === undefined || !isRead(newest.external_id)) return null;
  return Date.parse(newest.started_at ?? newest.completed_at ?? "");
}

/** Pull requests in whose review comments a person said something after we looked. */
async function findReplied(
  octokit: Octokit,
  seen: ReadonlyMap<OpenPullRequest, number>,
  spend: Spend,
): Promise<ReadonlySet<OpenPullRequest>> {
  const replied = new Set<OpenPullRequest>();
  // A comment is an update: who was not updated since has none.
  const possible = [...seen].filter(([{ updatedAt }, lookedAt]) => Date.parse(updatedAt) > lookedAt - CLOCKS_MS);
  if (possible.length === 0) return replied;
  const { owner, repo }: RepositoryRef = possible[0]![0].ref;
  const since = new Date(Math.min(...possible.map(([, lookedAt]) => lookedAt)) - CLOCKS_MS).toISOString();
  for (let page = 1; ; page += 1) {
    const { data } = await spend(() =>
      octokit.rest.pulls.listReviewCommentsForRepo({ owner, repo, since, sort: "updated", per_page: 100, page }),
    );
    for (const [pull, lookedAt] of possible) {
      const isReplied = data.some(
        ({ pull_request_url, user, updated_at }) =>
          pull_request_url.endsWith(`/${pull.ref.number}`) &&
          user?.type !== "Bot" &&
          Date.parse(updated_at) > lookedAt - CLOCKS_MS,
      );
      if (isReplied) replied.add(pull);
    }
    if (data.length < 100) return replied;
  }
}
