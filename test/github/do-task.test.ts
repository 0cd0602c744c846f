import { TOPICS } from "../../src/rules/schema.ts";
import nock from "nock";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { doTask } from "../../src/github/do-task.ts";
import type { Task } from "../../src/github/task.ts";
import { API, assertAllAsked, createTools, REPOSITORY, SHA } from "./github.ts";

// Vitest can only make the global one go faster.
vi.mock(import("node:timers/promises"), async (load) => ({
  ...(await load()),
  setTimeout: (ms, value, { signal } = {}) =>
    new Promise((resolve, reject) => {
      setTimeout(() => resolve(value as never), ms);
      signal?.addEventListener("abort", () => reject(new Error("aborted")));
    }),
}));

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  vi.useRealTimers();
  assertAllAsked();
});

const common = { installationId: 5, deliveryId: "d", ref: REPOSITORY };
const PATH = `/repos/${REPOSITORY.owner}/${REPOSITORY.repo}`;

describe("a merge group's check", () => {
  const task: Task = { ...common, kind: "merge group", headSha: SHA };
  const settings = (text: string | null) =>
    nock(API)
      .post("/graphql")
      .reply(200, {
        data: {
          organisation: null,
          repository: {
            ...Object.fromEntries([...TOPICS, "vocabulary", "rules"].map((name) => [name, null])),
            isPrivate: true,
            head: { oid: SHA },
            settings: text === null ? null : { oid: SHA },
            text: text === null ? null : { text, isTruncated: false },
          },
        },
        errors: [
          {
            type: "NOT_FOUND",
            path: ["organisation"],
            locations: [{ line: 2, column: 3 }],
            message: "Could not resolve to a Repository with the name 'octo-org/.github'.",
          },
        ],
      });

  test.for([
    [null, "Postmortem Coach"],
    ["check: { name: Incident questions }\n", "Incident questions"],
  ] as const)("succeeds at once, under the name that the settings say: %s", async ([text, name]) => {
    settings(text);
    let written: unknown;
    nock(API)
      .post(`${PATH}/check-runs`)
      .reply(201, { id: 4, name, head_sha: SHA, status: "completed", conclusion: "success" })
      .on("request", (_request, _interceptor, body) => (written = JSON.parse(body)));
    await doTask(task, await createTools());
    expect(written).toMatchObject({ name, head_sha: SHA, status: "completed", conclusion: "success" });
  });
});

test("the pull requests of a check suite are those that its check runs remember, on all pages", async () => {
  const run = (id: number, external_id: string) => ({ id, external_id, head_sha: SHA, pull_requests: [] });
  const tasks: Task[] = [];
  const route = `${PATH}/check-suites/118578147/check-runs`;
  nock(API)
    .get(route)
    .query({ per_page: 100 })
    .reply(
      200,
      { total_count: 3, check_runs: [run(1, "7"), run(2, "")] },
      { link: `<${API}${route}?per_page=100&page=2>; rel="next"` },
    )
    .get(route)
    .query({ per_page: 100, page: 2 })
    .reply(200, { total_count: 3, check_runs: [run(3, "7,9")] });
  await doTask(
    { ...common, kind: "check suite", checkSuiteId: 118578147 },
    await createTools(async (task) => {
      tasks.push(task);
    }),
  );
  expect(tasks).toMatchObject([
    { kind: "pull request", ref: { ...REPOSITORY, number: 7 }, reason: "change" },
    { kind: "pull request", ref: { ...REPOSITORY, number: 9 }, reason: "change" },
  ]);
});

test("pull requests that were there before us come one by one, slowly, until the service stops", async () => {
  const tasks: Task[] = [];
  const pulls = [7, 8, 9].map((number) => ({ number, head: { sha: SHA } }));
  nock(API).get(`${PATH}/pulls`).query({ state: "open", per_page: 100 }).reply(200, pulls);
  const tools = await createTools(async (task) => {
    tasks.push(task);
  });
  const stopping = new AbortController();
  vi.useFakeTimers();
  const done = doTask({ ...common, kind: "arrival" }, { ...tools, stopping: stopping.signal });
  done.catch(() => undefined);
  await vi.advanceTimersByTimeAsync(100);
  expect(tasks).toMatchObject([{ ref: { number: 7 }, reason: "arrival", headSha: SHA }]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(tasks).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1500);
  expect(tasks).toHaveLength(2);
  stopping.abort();
  await expect(done).rejects.toThrow("aborted");
  expect(tasks).toHaveLength(2);
});
