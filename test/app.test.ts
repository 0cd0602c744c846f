import { beforeEach, describe, expect, test } from "vitest";
import type { Probot } from "probot";
import { createApp } from "../src/app.ts";
import type { Task } from "../src/github/task.ts";
import { createProbot, deliver, REPOSITORY, SHA } from "./github/github.ts";

let probot: Probot;
let tasks: Task[];
beforeEach(async () => {
  probot = createProbot();
  tasks = [];
  await probot.load(
    createApp(async (task) => {
      tasks.push(task);
    }),
  );
});
const pull_request = { number: 7, head: { sha: SHA } };
const lookAt = (number: number, reason: string) => ({
  kind: "pull request",
  ref: { ...REPOSITORY, number },
  reason,
  installationId: 5,
  deliveryId: "72d3162e-cc78-11e3-81ab-4c9367dc0958",
  headSha: SHA,
});

describe("a pull request is looked at", () => {
  test.for([
    "pull_request.opened",
    "pull_request.reopened",
    "pull_request.synchronize",
    "pull_request.ready_for_review",
  ] as const)("after %s", async (event) => {
    await deliver(probot, event, { pull_request });
    expect(tasks).toEqual([lookAt(7, "change")]);
  });

  test("when its base changed, not when its title did", async () => {
    await deliver(probot, "pull_request.edited", { pull_request, changes: { title: { from: "Typo" } } });
    expect(tasks).toEqual([]);
    await deliver(probot, "pull_request.edited", {
      pull_request,
      changes: { base: { ref: { from: "main" }, sha: { from: SHA } } },
    });
    expect(tasks).toEqual([lookAt(7, "change")]);
  });

  test("not when it is closed", async () => {
    await deliver(probot, "pull_request.closed", { pull_request });
    expect(tasks).toEqual([]);
  });

  test("when its check run is wanted again, or a button of it is pressed: the check run itself knows whose it is", async () => {
    const check_run = { external_id: "7,9", head_sha: SHA, pull_requests: [] };
    await deliver(probot, "check_run.rerequested", { check_run });
    expect(tasks).toEqual([lookAt(7, "change"), lookAt(9, "change")]);
    const reasons = { again: "change", now: "request", rest: "rest", constructor: "change" };
    for (const [identifier, reason] of Object.entries(reasons)) {
      tasks = [];
      await deliver(probot, "check_run.requested_action", { check_run, requested_action: { identifier } });
      expect(tasks).toEqual([lookAt(7, reason), lookAt(9, reason)]);
    }
  });

  test.for(["", "x", "-1", "1e3", "99999999999"])("no other than one that it can be: “%s”", async (external_id) => {
    await deliver(probot, "check_run.rerequested", { check_run: { external_id, head_sha: SHA } });
    expect(tasks).toEqual([]);
  });
});

describe("what people say and do in its threads", () => {
  test.for([
    ["pull_request_review_comment.created", "conversation"],
    ["pull_request_review_comment.edited", "conversation"],
    ["pull_request_review_comment.deleted", "state"],
    ["pull_request_review_thread.resolved", "state"],
    ["pull_request_review_thread.unresolved", "state"],
  ] as const)("%s is a reason to look, unless a bot did it", async ([event, reason]) => {
    await deliver(probot, event, { pull_request });
    expect(tasks).toEqual([lookAt(7, reason)]);
    tasks = [];
    await deliver(probot, event, { pull_request, sender: { login: "postmortem-coach[bot]", type: "Bot" } });
    expect(tasks).toEqual([]);
  });
});

test("all checks wanted again: their suite is asked whose they are", async () => {
  await deliver(probot, "check_suite.rerequested", { check_suite: { id: 118578147, pull_requests: [] } });
  expect(tasks).toMatchObject([{ kind: "check suite", checkSuiteId: 118578147, ref: REPOSITORY }]);
});

test("a merge group wants its check", async () => {
  await deliver(probot, "merge_group.checks_requested", { merge_group: { head_sha: SHA } });
  expect(tasks).toMatchObject([{ kind: "merge group", headSha: SHA, ref: REPOSITORY }]);
});

test("an installation, or a repository more, is told of each repository", async () => {
  const added = [{ full_name: "octo-org/a" }, { full_name: "octo-org/b" }];
  const arrivals = [
    { kind: "arrival", installationId: 6, ref: { owner: "octo-org", repo: "a" } },
    { kind: "arrival", installationId: 6, ref: { owner: "octo-org", repo: "b" } },
  ];
  await deliver(probot, "installation.created", { installation: { id: 6 }, repositories: added });
  expect(tasks).toMatchObject(arrivals);
  tasks = [];
  await deliver(probot, "installation_repositories.added", { installation: { id: 6 }, repositories_added: added });
  expect(tasks).toMatchObject(arrivals);
});
