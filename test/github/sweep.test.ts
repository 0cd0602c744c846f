import nock from "nock";
import { afterEach, expect, test } from "vitest";
import { sweep } from "../../src/github/sweep.ts";
import type { Task } from "../../src/github/task.ts";
import { API, createTools } from "./github.ts";

afterEach(() => nock.cleanAll());

const TASK = {
  kind: "sweep",
  installationId: 5,
  deliveryId: "sweep-1",
  installedAt: "2025-01-01T00:00:00Z",
  since: null,
} as const;

interface Pull {
  readonly updatedAt: string;
  readonly runs: readonly object[];
}

/** An installation with one repository and these pull requests, numbered from 1. */
function answer(pulls: readonly Pull[], comments: readonly object[] = []): void {
  nock(API)
    .get("/installation/repositories?per_page=100&page=1")
    .reply(200, {
      total_count: 2,
      repositories: [
        { node_id: "R_1", archived: false, disabled: false },
        { node_id: "R_2", archived: true, disabled: false },
      ],
    });
  const nodes = pulls.map(({ updatedAt }, index) => ({ number: index + 1, headRefOid: `sha${index + 1}`, updatedAt }));
  const pullRequests = { nodes, pageInfo: { hasNextPage: false, endCursor: null } };
  nock(API)
    .post("/graphql", ({ variables }) => JSON.stringify(variables) === '{"ids":["R_1"],"after":null}')
    .reply(200, { data: { nodes: [{ id: "R_1", name: "ops", owner: { login: "acme" }, pullRequests }, null] } });
  for (const [index, { runs }] of pulls.entries())
    nock(API)
      .get(`/repos/acme/ops/commits/sha${index + 1}/check-runs?app_id=1&per_page=100`)
      .reply(200, { total_count: runs.length, check_runs: runs });
  nock(API).get("/repos/acme/ops/pulls/comments").query(true).reply(200, comments);
}

const run = (number: number, more: object = {}) => ({
  id: number,
  status: "completed",
  external_id: String(number),
  started_at: "2025-03-01T10:00:00Z",
  ...more,
});
const comment = (number: number, type: "User" | "Bot", at: string) => ({
  pull_request_url: `${API}/repos/acme/ops/pulls/${number}`,
  user: { type },
  updated_at: at,
});

async function looks(): Promise<[number, string][]> {
  const taken: [number, string][] = [];
  const tools = await createTools((task: Task) => {
    if (task.kind === "pull request") taken.push([task.ref.number, task.reason]);
    return Promise.resolve();
  });
  await sweep(TASK, tools);
  return taken;
}

const LATE = "2025-03-01T11:00:00Z";

test("heads without our completed check run are looked at; those from before us are only greeted", async () => {
  answer([
    { updatedAt: LATE, runs: [] },
    { updatedAt: "2024-12-31T00:00:00Z", runs: [] },
    { updatedAt: LATE, runs: [run(3, { status: "in_progress" })] },
    { updatedAt: LATE, runs: [run(4)] },
  ]);
  expect(await looks()).toEqual([
    [1, "change"],
    [2, "arrival"],
    [3, "change"],
  ]);
});

test("a check run that speaks of another pull request, or only of trouble, is no look", async () => {
  answer([
    { updatedAt: LATE, runs: [run(7)] },
    { updatedAt: LATE, runs: [run(2), run(2, { id: 9, external_id: "2,unread" })] },
  ]);
  expect(await looks()).toEqual([
    [1, "change"],
    [2, "change"],
  ]);
});

test("what a person said after our last look is seen, what bots said is not", async () => {
  answer(
    [1, 2, 3].map((number) => ({ updatedAt: LATE, runs: [run(number)] })),
    [comment(1, "User", LATE), comment(2, "Bot", LATE), comment(3, "User", "2025-03-01T09:00:00Z")],
  );
  expect(await looks()).toEqual([[1, "conversation"]]);
});

test("pull requests that did not change since our look cost no look at their comments", async () => {
  answer([{ updatedAt: "2025-03-01T09:00:00Z", runs: [run(1)] }], [comment(1, "User", LATE)]);
  expect(await looks()).toEqual([]);
  expect(nock.pendingMocks()).toHaveLength(1);
});
