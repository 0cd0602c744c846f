import nock from "nock";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { writeCommentMarker, writeReviewMarker } from "../../src/review/markers.ts";
import { call } from "./in-process.ts";

const API = "https://api.github.com";
const DOCUMENT = "postmortems/x.md";
const none = { hasNextPage: false, endCursor: null };

let owner: string;
let number = 0;
beforeEach(() => {
  nock.disableNetConnect();
  process.env["GITHUB_TOKEN"] = "ghp_secret";
  number += 1;
  owner = `acme-${process.pid}-${Date.now()}-${number}`;
});
afterEach(() => {
  nock.cleanAll();
  delete process.env["GITHUB_TOKEN"];
});

type State = "open" | "answered" | "skipped";
const written = (body: string, login: string) => ({
  body,
  isMinimized: false,
  viewerDidAuthor: false,
  author: { __typename: login === "dana" ? "User" : "Bot", login },
});
/** A pull request in which an app asked one rule's question, by what became of it. */
const pull = (rule: string, state: State, login = "postmortem-coach") => ({
  number: 7,
  state: "MERGED",
  createdAt: "2025-03-09T10:00:00Z",
  updatedAt: new Date().toISOString(),
  reviews: {
    nodes: [written(writeReviewMarker({ round: 1, documents: [], asked: [{ document: DOCUMENT, rule }] }), login)],
    pageInfo: none,
  },
  reviewThreads: {
    nodes: [
      {
        isResolved: false,
        comments: {
          nodes: [written(`What?\n\n${writeCommentMarker({ document: DOCUMENT, rule, state, heard: [] })}`, login)],
        },
      },
    ],
    pageInfo: none,
  },
});
const page = (nodes: readonly object[], endCursor: string | null = null) => ({
  data: { repository: { pullRequests: { nodes, pageInfo: { hasNextPage: endCursor !== null, endCursor } } } },
});
const insights = async (...more: string[]) => {
  const { stdout, ...rest } = await call(
    "insights",
    "--owner",
    owner,
    "--app",
    "postmortem-coach",
    "--format",
    "json",
    ...more,
  );
  return { ...rest, found: stdout === "" ? null : (JSON.parse(stdout) as Record<string, unknown>) };
};

describe("insights", () => {
  test("count what our own markers say, and believe nobody else's", async () => {
    nock(API)
      .post("/graphql")
      .reply(
        200,
        page([
          pull("impact/data", "answered"),
          pull("impact/data", "skipped"),
          pull("impact/data", "open", "dana"),
          pull("impact/data", "open", "other-bot"),
        ]),
      );
    const { code, found } = await insights("--repository", "web");
    expect(code).toBe(0);
    expect(found).toMatchObject({
      asked: 2,
      pullRequests: 4,
      rules: [{ rule: "impact/data", asked: 2, answered: 1, skipped: 1 }],
    });
    expect(JSON.stringify(found)).not.toContain("dana");
  });

  test("read an organisation's repositories with a person's token, and say which could not be read", async () => {
    nock(API)
      .get("/installation/repositories")
      .query(true)
      .reply(403, { message: "An installation's token is wanted" });
    nock(API)
      .get(`/orgs/${owner}/repos`)
      .query(true)
      .reply(200, [
        { name: "web", owner: { login: owner }, pushed_at: "2025-03-02T00:00:00Z" },
        { name: "shut", owner: { login: owner }, pushed_at: "2025-03-01T00:00:00Z" },
      ]);
    nock(API)
      .post("/graphql")
      .reply(200, page([pull("impact/who", "answered")]));
    nock(API)
      .post("/graphql")
      .reply(200, {
        data: { repository: null },
        errors: [{ type: "NOT_FOUND", path: ["repository"], message: "Could not resolve to a Repository" }],
      });
    const { code, found, stderr } = await insights();
    expect(code).toBe(1);
    expect(found).toMatchObject({ repositories: 1, unread: [expect.stringContaining(`${owner}/shut`)] });
    expect(stderr).toContain("Could not resolve to a Repository");
  });

  test("read a thousand pull requests in a few dozen calls, and go on where they were stopped", async () => {
    const cursors: unknown[] = [];
    const pulls = Array.from({ length: 25 }, () => pull("impact/data", "answered"));
    const serve = (from: number, to: number) =>
      nock(API)
        .post("/graphql", (body: { variables: { cursor: unknown } }) => {
          cursors.push(body.variables.cursor);
          return true;
        })
        .times(to - from)
        .reply(200, () => page(pulls, cursors.length === 40 ? null : `after ${cursors.length}`));
    serve(0, 20);
    nock(API).post("/graphql").reply(401, { message: "Bad credentials" });
    expect(await insights("--repository", "web")).toMatchObject({ code: 2 });
    const before = cursors.length;
    serve(20, 40);
    const { code, found } = await insights("--repository", "web");
    expect(code).toBe(0);
    expect(found).toMatchObject({ asked: 1000, pullRequests: 1000 });
    expect(cursors[before]).toBe("after 20");
    expect(cursors).toHaveLength(40);
  });

  test("stop at the first pull request that did not change since", async () => {
    const old = { ...pull("impact/data", "open"), updatedAt: "2020-01-01T00:00:00Z" };
    nock(API)
      .post("/graphql")
      .reply(200, page([pull("impact/who", "open"), old], "more"));
    expect((await insights("--repository", "web")).found).toMatchObject({ pullRequests: 1, asked: 1 });
  });

  test.for([[["--since", "soon"]], [["--format", "pdf"]], [["--owner", "a b"]]])(
    "does not understand %s",
    async ([args]) => {
      expect(await call("insights", "--owner", owner, ...args!)).toMatchObject({ code: 2 });
    },
  );

  test("want a token", async () => {
    delete process.env["GITHUB_TOKEN"];
    expect(await call("insights", "--owner", owner)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("GITHUB_TOKEN"),
    });
  });
});
