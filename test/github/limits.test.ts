import type { ThrottlingOptions } from "@octokit/plugin-throttling";
import nock from "nock";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Octokit } from "../../src/github/model.ts";
import { CoachOctokit } from "../../src/github/octokit.ts";
import { postReview } from "../../src/github/post-review.ts";
import { secondsToWait } from "../../src/github/wait-out.ts";
import type { PlannedReview } from "../../src/review/model.ts";
import { isLimit, retryAfter } from "../../src/service/retry-after.ts";
import { API, assertAllAsked, REPOSITORY, SHA } from "./github.ts";

// A second takes a millisecond here, as it does for Octokit below.
vi.mock(import("node:timers/promises"), async (load) => {
  const timers = await load();
  return { ...timers, setTimeout: (ms, value) => timers.setTimeout((ms ?? 0) / 1000, value) };
});

const PULL = "/repos/octo-org/octo-repo/pulls/7";
const SECONDARY = {
  message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
  documentation_url:
    "https://docs.github.com/free-pro-team@latest/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits",
};
const PRIMARY = {
  message: "API rate limit exceeded for installation ID 5.",
  documentation_url: "https://docs.github.com/rest/overview/resources-in-the-rest-api#rate-limiting",
};

let octokit: Octokit;
/** When GitHub was asked. */
let times: number[];
beforeEach(() => {
  nock.disableNetConnect();
  times = [];
  octokit = new CoachOctokit({
    // What the client answers to limits is its own.
    throttle: { enabled: true, retryAfterBaseValue: 1 } as unknown as ThrottlingOptions,
    retry: { retryAfterBaseValue: 1 },
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  });
});
afterEach(() => {
  assertAllAsked();
});
const answer = (status: number, body: object, headers = {}) =>
  nock(API)
    .get(PULL)
    .reply(status, body, headers)
    .on("request", () => times.push(performance.now()));
/** Between one request and the next: seconds in which a second takes a millisecond. */
const waits = () => times.slice(1).map((time, index) => Math.ceil(time - times[index]!));
const read = () => octokit.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", { ...REPOSITORY, pull_number: 7 });

describe("a secondary limit", () => {
  test("is waited out as GitHub says: a minute, then longer each time, or as long as it told", async () => {
    expect([0, 1, 2, 3, 4].map((count) => secondsToWait(null, count))).toEqual([60, 120, 240, 480, null]);
    expect([secondsToWait(30, 0), secondsToWait(30, 3), secondsToWait(121, 0)]).toEqual([30, 30, null]);
    for (let count = 0; count < 3; count += 1) answer(403, SECONDARY);
    answer(429, SECONDARY, { "retry-after": "30" });
    answer(200, { number: 7 });
    expect((await read()).data).toEqual({ number: 7 });
    for (const [index, least] of [60, 120, 240, 30].entries()) expect(waits()[index]).toBeGreaterThanOrEqual(least);
  });

  test("that takes too long is not sat out: the job comes again when it is over", async () => {
    answer(403, SECONDARY, { "retry-after": "1800" });
    const error = await read().catch((refusal: unknown) => refusal);
    expect(isLimit(error)).toBe(true);
    expect(retryAfter(error, 1)).toBe(1_800_000);
  });

  test("while a review is posted: the pull request is looked at anew before the next try", async () => {
    const review: PlannedReview = {
      body: "One question.",
      comments: [{ path: "postmortems/a.md", line: 3, startLine: null, body: "What?" }],
      marker: { round: 1, documents: [], asked: [{ document: "postmortems/a.md", rule: "impact/data" }] },
    };
    nock(API).post(`${PULL}/reviews`).reply(403, SECONDARY);
    const tools = { octokit, write: <Result>(write: () => Promise<Result>) => write() };
    const posting = postReview(tools, { ...REPOSITORY, number: 7 }, SHA, review, async () => {
      times.push(performance.now());
      if (times.length > 1) throw new Error("the head moved");
    });
    await expect(posting).rejects.toThrow("the head moved");
    expect(waits()[0]).toBeGreaterThanOrEqual(60);
  });
});

describe("the primary limit", () => {
  const reset = (seconds: number) => ({
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset": String(Math.ceil(Date.now() / 1000) + seconds),
  });

  test("that ends soon is sat out", async () => {
    answer(403, PRIMARY, reset(50));
    answer(200, { number: 7 });
    expect((await read()).data).toEqual({ number: 7 });
    expect(waits()[0]).toBeGreaterThanOrEqual(49);
  });

  test("that ends later is left alone until it does", async () => {
    answer(403, PRIMARY, reset(1200));
    const error = await read().catch((refusal: unknown) => refusal);
    expect(isLimit(error)).toBe(true);
    expect(retryAfter(error, 1)).toBeGreaterThan(1_190_000);
  });
});

describe("trouble", () => {
  test.for([500, 502, 503])("%i while reading is tried again, with longer waits", async (status) => {
    answer(status, { message: "Server Error" });
    answer(status, { message: "Server Error" });
    answer(200, { number: 7 });
    expect((await read()).data).toEqual({ number: 7 });
    for (const [index, least] of [1, 4].entries()) expect(waits()[index]).toBeGreaterThanOrEqual(least);
  });

  test("is tried again later and later, and given up in the end; what is gone is given up at once", () => {
    const tries = (error: unknown) => [1, 2, 3, 4, 5].map((attempt) => retryAfter(error, attempt));
    expect(tries(new Error("what?"))).toEqual([10_000, 60_000, 300_000, 1_800_000, null]);
    expect(tries({ status: 403, message: SECONDARY.message })).toEqual([900_000, 1_800_000, 3_600_000, null, null]);
    for (const status of [401, 404, 410, 422]) expect(retryAfter({ status }, 1)).toBeNull();
    expect(retryAfter({ errors: [{ type: "NOT_FOUND" }] }, 1)).toBeNull();
    expect(retryAfter({ errors: [{ type: "FORBIDDEN" }] }, 1)).toBe(10_000);
  });
});
