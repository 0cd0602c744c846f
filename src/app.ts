import type { Context, Probot } from "probot";
import { readCommands } from "./conversation/read-commands.ts";
import type { Reason } from "./github/model.ts";
import { numbersIn } from "./github/post-check.ts";
import type { Task } from "./github/task.ts";

/** What a check run's buttons ask for. */
const BUTTONS = new Map<string | undefined, Reason>([
  ["rest", "rest"],
  ["again", "change"],
  ["now", "request"],
]);

/**
 * Says which events start which task. An event only says "look again": what is to be done is read from GitHub.
 *
 * Events of bots, our own among them, are passed over wherever a person could have said something.
 */
export function createApp(take: (task: Task) => Promise<void>): (app: Probot) => void {
  return (app) => {
    app.on(
      ["pull_request.opened", "pull_request.reopened", "pull_request.synchronize", "pull_request.ready_for_review"],
      (context) => take(pullRequestTask(context, "change")),
    );
    app.on("pull_request.edited", async (context) => {
      if (context.payload.changes.base !== undefined) await take(pullRequestTask(context, "change"));
    });
    app.on(["pull_request_review_comment.created", "pull_request_review_comment.edited"], async (context) => {
      if (!context.isBot) await take(pullRequestTask(context, "conversation"));
    });
    app.on(
      [
        "pull_request_review_comment.deleted",
        "pull_request_review_thread.resolved",
        "pull_request_review_thread.unresolved",
      ],
      async (context) => {
        if (!context.isBot) await take(pullRequestTask(context, "state"));
      },
    );
    app.on(["issue_comment.created", "issue_comment.edited", "issue_comment.deleted"], async (context) => {
      const { issue, comment } = context.payload;
      const before = "changes" in context.payload ? (context.payload.changes.body?.from ?? "") : "";
      // Of comments on the pull request as a whole only commands are read, also those that an edit takes back.
      const isCommand = readCommands(comment.body).length + readCommands(before).length > 0;
      if (context.isBot || issue.pull_request === undefined || !isCommand) return;
      const common = commonTo(context);
      const ref = { ...common.ref, number: issue.number };
      await take({ ...common, kind: "pull request", ref, reason: "conversation", headSha: null });
    });
    app.on("check_run.rerequested", (context) => takeCheckRun(context, "change", take));
    app.on("check_run.requested_action", (context) =>
      takeCheckRun(context, BUTTONS.get(context.payload.requested_action?.identifier) ?? "change", take),
    );
    app.on("check_suite.rerequested", (context) =>
      take({ ...commonTo(context), kind: "check suite", checkSuiteId: context.payload.check_suite.id }),
    );
    app.on("merge_group.checks_requested", (context) =>
      take({ ...commonTo(context), kind: "merge group", headSha: context.payload.merge_group.head_sha }),
    );
    app.on("installation.created", async (context) => {
      await takeArrivals(context, context.payload.repositories ?? [], take);
    });
    // While we were shut out, or lacked what we need, things were missed. Of a suspended or removed installation nothing is left to do: GitHub refuses it all.
    app.on(["installation.unsuspend", "installation.new_permissions_accepted"], async ({ id, payload }) => {
      await take({
        kind: "sweep",
        installationId: payload.installation.id,
        deliveryId: id,
        installedAt: isoOf(payload.installation.created_at),
        since: null,
      });
    });
    app.on("installation_repositories.added", async (context) => {
      await takeArrivals(context, context.payload.repositories_added, take);
    });
  };
}

/** GitHub writes a moment in ISO 8601, or as seconds since 1970. */
const isoOf = (moment: string | number) => new Date(typeof moment === "number" ? moment * 1000 : moment).toISOString();

type PullRequestEvent = "pull_request" | "pull_request_review_comment" | "pull_request_review_thread";

function pullRequestTask(context: Context<PullRequestEvent>, reason: Reason): Task {
  const { number, head } = context.payload.pull_request;
  const common = commonTo(context);
  return { ...common, kind: "pull request", ref: { ...common.ref, number }, reason, headSha: head.sha };
}

async function takeCheckRun(
  context: Context<"check_run.rerequested" | "check_run.requested_action">,
  reason: Reason,
  take: (task: Task) => Promise<void>,
): Promise<void> {
  const { external_id, head_sha } = context.payload.check_run;
  const common = commonTo(context);
  for (const number of numbersIn(external_id))
    await take({ ...common, kind: "pull request", ref: { ...common.ref, number }, reason, headSha: head_sha });
}

async function takeArrivals(
  context: Context<"installation.created" | "installation_repositories.added">,
  repositories: readonly { readonly full_name: string }[],
  take: (task: Task) => Promise<void>,
): Promise<void> {
  for (const { full_name } of repositories) {
    const [owner, repo] = full_name.split("/") as [string, string];
    await take({
      kind: "arrival",
      installationId: context.payload.installation.id,
      deliveryId: context.id,
      ref: { owner, repo },
    });
  }
}

interface RepositoryEvent {
  readonly id: string;
  readonly payload: {
    readonly installation?: { readonly id: number } | undefined;
    readonly repository?: { readonly name: string; readonly owner: { readonly login: string } } | undefined;
  };
}

function commonTo({ id, payload }: RepositoryEvent) {
  return {
    installationId: payload.installation!.id,
    deliveryId: id,
    ref: { owner: payload.repository!.owner.login, repo: payload.repository!.name },
  };
}
