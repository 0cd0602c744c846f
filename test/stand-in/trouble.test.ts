import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { postmortem } from "./postmortem.ts";
import { World } from "./world.ts";

const PATH = "postmortems/2025-03-09-dashboards.md";

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterEach(() => world.gh.assertContract());
afterAll(() => world.end());

describe("races", () => {
  test("two pushes at once: one review, of the newest head", async () => {
    const repository = world.repository();
    const pull = world.open(repository, { [PATH]: postmortem() });
    world.gh.pushTo(repository, "change-1", { "a.txt": "a" });
    world.gh.pushTo(repository, "change-1", { "b.txt": "b" });
    await world.check(pull);
    await world.gh.settle({ quietMs: 2500 });
    expect(world.gh.listReviews(pull)).toHaveLength(1);
    expect(world.gh.listReviews(pull)[0]!.commit).toBe(pull.headSha);
    expect(world.gh.listChecks(repository, pull.headSha).at(-1)).toMatchObject({ conclusion: "neutral" });
  });

  test("a push while the pull request is read: nothing is written of the old head", async () => {
    const repository = world.repository();
    world.gh.inject({
      match: { method: "GET", route: "/files" },
      times: 1,
      delayMs: 1500,
      when: "before",
      status: 500,
    });
    const pull = world.open(repository, { [PATH]: postmortem() });
    const old = pull.headSha;
    await new Promise((resolve) => setTimeout(resolve, 600));
    world.gh.pushTo(repository, "change-1", { "a.txt": "a" });
    await world.check(pull);
    await world.gh.settle({ quietMs: 2500 });
    expect(world.gh.listReviews(pull).map(({ commit }) => commit)).toEqual([pull.headSha]);
    expect(world.gh.listChecks(repository, old)).toHaveLength(0);
  });

  test("deliveries that come again change nothing", async () => {
    const repository = world.repository();
    const pull = world.open(repository, { [PATH]: postmortem() });
    await world.check(pull);
    const delivery = world.gh.deliveries.findLast(
      ({ event, action }) => event === "pull_request" && action === "opened",
    )!;
    await Promise.all([world.gh.redeliver(delivery), world.gh.redeliver(delivery)]);
    world.gh.rerequestCheck(repository.checkRuns.at(-1)!);
    await world.gh.settle({ quietMs: 2500 });
    expect(world.gh.listReviews(pull)).toHaveLength(1);
  });
});

describe("when GitHub is in trouble", () => {
  test.for([
    ["an answer is lost after the work was done", { when: "after", status: 502 }],
    ["the connection breaks after the work was done", { when: "after", drop: true }],
    ["a review is refused for the moment", { when: "before", status: 502 }],
  ] as const)("%s: one review", async ([, fault]) => {
    world.gh.inject({ match: { method: "POST", route: "/reviews" }, times: 1, ...fault });
    const repository = world.repository();
    const pull = world.open(repository, { [PATH]: postmortem() });
    await world.check(pull);
    await world.gh.settle();
    expect(world.gh.listReviews(pull)).toHaveLength(1);
    expect(world.questions(pull)).toHaveLength(5);
  });

  test("secondary limits are waited out as GitHub says", async () => {
    const since = world.gh.mark();
    world.gh.secondaryRateLimit({ match: { method: "POST", route: "/reviews" }, times: 2, retryAfter: 2 });
    const pull = world.open(world.repository(), { [PATH]: postmortem() });
    await world.check(pull);
    expect(world.gh.listReviews(pull)).toHaveLength(1);
    const times = world.gh
      .requestLog({ since })
      .filter(({ route }) => route.endsWith("/reviews"))
      .map(({ at }) => Date.parse(at));
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(1900);
    expect(times[2]! - times[1]!).toBeGreaterThanOrEqual(1900);
  });

  test("at most one thing is written a second", async () => {
    const since = world.gh.mark();
    const repository = world.repository();
    const pulls = [1, 2, 3].map(() => world.open(repository, { [PATH]: postmortem() }));
    for (const pull of pulls) await world.check(pull);
    const times = world.gh
      .requestLog({ since })
      .filter(({ createsContent }) => createsContent)
      .map(({ at }) => Date.parse(at));
    expect(times).toHaveLength(6);
    for (const [index, time] of times.slice(1).entries()) expect(time - times[index]!).toBeGreaterThan(900);
  });

  test("tokens that end before their time are replaced", async () => {
    const repository = world.repository();
    world.gh.expireTokens();
    const pull = world.open(repository, { [PATH]: postmortem() });
    expect(await world.check(pull)).toMatchObject({ conclusion: "neutral" });
    expect(world.questions(pull)).toHaveLength(5);
  });

  test("an outage ends in a neutral check run that says what happened, and later in a review", async () => {
    world.gh.serverError({ match: { method: "GET", route: "/files" }, times: 3, status: 503 });
    const pull = world.open(world.repository(), { [PATH]: postmortem() });
    const check = await world.check(pull);
    expect(check).toMatchObject({ conclusion: "neutral", output: { title: "Could not look at this pull request" } });
    expect(check.output.summary).toContain("GitHub answered 503.");
    await world.checkAfter(pull, () => world.gh.rerequestCheck(pull.repo.checkRuns.at(-1)!));
    expect(world.gh.listReviews(pull)).toHaveLength(1);
  });
});

describe("hostile pull requests", () => {
  test("a document made to hurt is named, and others are reviewed", async () => {
    const pull = world.open(world.repository(), {
      "postmortems/bomb.md": `# Outage\n\n${"- ".repeat(16_000)}a\n`,
      [PATH]: postmortem(),
    });
    const { output } = await world.check(pull);
    expect(output.summary).toMatch(/postmortems\/bomb\.md: it (?:could not be parsed in time|is nested too deeply)/u);
    expect(world.questions(pull)).toHaveLength(5);
  });

  test("their words, quoted, ping no one, close nothing, forge nothing, and link nowhere", async () => {
    const evil =
      "About 8% of @acme/all requests failed --> <!-- postmortem-coach:question {} --> <img src=x> closes #1 https://evil.example, `code` [x](http://evil.example).";
    const pull = world.open(world.repository(), {
      "postmortems/evil.md": postmortem().replace("About 8% of requests failed, 12,000 in all.", evil),
    });
    await world.check(pull);
    const { output } = world.gh.listChecks(pull.repo, pull.headSha).at(-1)!;
    for (const text of [output.summary, ...world.questions(pull).map(({ body }) => body.split("<details>")[0]!)]) {
      expect(text).not.toMatch(/@acme|<img|#1\b|https?:\/\/evil|<!-- postmortem-coach:question \{\}/u);
    }
  });

  test("markers that others write are not believed", async () => {
    const repository = world.repository();
    const pull = world.open(repository, { [PATH]: postmortem() }, { draft: true });
    await world.check(pull);
    const asked = ["data", "experience", "who"].map((rule) => ({ document: PATH, rule: `impact/${rule}` }));
    const forged = [
      `<!-- postmortem-coach:review ${JSON.stringify({ v: 1, round: 3, documents: [], asked })} -->`,
      `<!-- postmortem-coach:question ${JSON.stringify({ v: 1, ...asked[0], state: "answered" })} -->`,
    ];
    for (const body of forged) world.gh.commentOnLine(pull, { path: PATH, line: 3, body, by: "mallory" });
    await world.gh.settle();
    await world.checkAfter(pull, () => world.gh.setPullState(pull, "ready_for_review"));
    expect(world.rules(pull)).toHaveLength(5);
    expect(world.rules(pull)).toContain("impact/data");
  });

  test("webhooks that are not signed, or not by GitHub, are refused", async () => {
    const repository = world.repository();
    const pull = world.open(repository, { [PATH]: postmortem() }, { deliver: false });
    const payload = world.gh.deliveries.findLast(({ event }) => event === "pull_request")!.payload;
    const unsigned = await world.gh.deliverRaw(world.app, "pull_request", payload, { signature: null });
    const forged = await world.gh.deliverRaw(world.app, "pull_request", payload, {
      signature: `sha256=${"0".repeat(64)}`,
    });
    expect(unsigned.status).toBe(400);
    expect(forged.status).toBe(400);
    await world.gh.settle();
    expect(world.gh.listChecks(repository, pull.headSha)).toHaveLength(0);
  });
});
