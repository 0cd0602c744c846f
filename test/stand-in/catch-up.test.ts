import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { postmortem } from "./postmortem.ts";
import { World } from "./world.ts";

const PATH = "postmortems/2025-03-09-dashboards.md";

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(async () => {
  try {
    world.gh.assertContract();
  } finally {
    await world.end();
  }
});

describe("after a kill, a start looks at what was missed", () => {
  test("what was opened and pushed to meanwhile is reviewed, once; what was looked at already is left alone", async () => {
    const [known, pushed, silent] = [1, 2, 3].map(() => world.open(world.repository(), { [PATH]: postmortem() }));
    for (const pull of [known!, pushed!, silent!]) await world.check(pull);
    await world.gh.settle({ quietMs: 1500 });
    const checks = world.gh.listChecks(known!.repo).length;
    world.kill();
    world.gh.pushTo(pushed!.repo, "change-1", { "a.txt": "a" });
    const opened = world.open(world.repository(), { [PATH]: postmortem() });
    const since = world.gh.mark();
    await world.launch();
    for (const pull of [pushed!, opened]) await world.check(pull);
    await world.gh.settle({ quietMs: 1500 });
    for (const pull of [known!, pushed!, silent!, opened]) expect(world.gh.listReviews(pull)).toHaveLength(1);
    expect(world.gh.listChecks(known!.repo)).toHaveLength(checks);
    const { routes } = world.gh.usage({ since });
    expect(routes["GET /installation/repositories"]).toBe(1);
    expect(routes["GET /repos/{owner}/{repo}/commits/{ref}/check-runs"]).toBe(4);
  });

  test("a reply that nobody saw is seen", async () => {
    const pull = world.open(world.repository(), { [PATH]: postmortem() });
    await world.check(pull);
    await world.gh.settle();
    world.kill();
    // The stand-in's clock is ours; replies within the same minute are looked at to be safe.
    world.gh.replyToComment(pull.reviewComments[0]!, "Nobody was affected.");
    await world.checkAfter(pull, () => void world.launch());
    expect(world.gh.listReviews(pull)).not.toHaveLength(0);
  });

  test("pull requests that did not change since the app came are only greeted in the check run", async () => {
    world.kill();
    const pull = world.open(world.repository(), { [PATH]: postmortem() }, { deliver: false });
    await new Promise((resolve) => {
      setTimeout(resolve, 1100);
    });
    world.reinstall();
    await world.launch();
    const check = await world.check(pull);
    expect(check).toMatchObject({ conclusion: "neutral", actions: [{ identifier: "now" }] });
    await world.gh.settle();
    expect(world.gh.listReviews(pull)).toHaveLength(0);
  });

  test("a head whose check run only says that there was trouble is looked at again", async () => {
    world.gh.serverError({ match: { method: "GET", route: "/files" }, times: 3, status: 503 });
    const pull = world.open(world.repository(), { [PATH]: postmortem() });
    expect((await world.check(pull)).output.title).toBe("Could not look at this pull request");
    world.kill();
    await world.checkAfter(pull, () => void world.launch());
    expect(world.gh.listReviews(pull)).toHaveLength(1);
  });

  test(
    "an installation of 20 repositories is caught up with in a minute, far below its limit",
    { timeout: 100_000 },
    async () => {
      world.kill();
      const pulls = Array.from({ length: 20 }, () => world.open(world.repository(), { [PATH]: postmortem() }));
      const since = world.gh.mark();
      const started = Date.now();
      await world.launch();
      // One thing a second may be written: 20 reviews and 20 check runs take 40 s at the least.
      for (const pull of pulls)
        await world.gh.waitFor("a check run", () => world.gh.listChecks(pull.repo, pull.headSha).at(-1), {
          timeoutMs: 60_000,
        });
      const { routes } = world.gh.usage({ since });
      console.log(`20 repositories: ${(Date.now() - started) / 1000} s`, routes);
      const looking = Object.entries(routes).filter(
        ([route]) => /installation\/repositories|check-runs$/u.test(route) && route.startsWith("GET"),
      );
      expect(looking.reduce((sum, [, calls]) => sum + calls, 0)).toBeLessThanOrEqual(21);
    },
  );
});

test("deliveries that failed are asked for again, and only those", async () => {
  const pull = world.open(world.repository(), { [PATH]: postmortem() });
  await world.check(pull);
  await world.gh.settle();
  world.kill();
  world.gh.rerequestCheck(pull.repo.checkRuns.at(-1)!, { action: "requested_action", identifier: "rest" });
  await world.gh.settle();
  const failed = world.gh.deliveries.length;
  await world.launch();
  await world.gh.waitFor("the rest of the questions", () => world.gh.listReviews(pull).length === 2);
  await world.gh.settle();
  const redelivered = world.gh.deliveries.slice(failed).filter(({ redelivery }) => redelivery);
  expect(redelivered.map(({ event, action, status }) => [event, action, status])).toEqual([
    ["check_run", "requested_action", 200],
  ]);
});
