import { afterAll, beforeAll, expect, test } from "vitest";
import { postmortem } from "./postmortem.ts";
import { World } from "./world.ts";

/** The README's figures are of a hundred. */
const RUNS = Number(process.env["RUNS"] ?? 20);
const PATH = "postmortems/2025-03-09-dashboards.md";

let world: World;
beforeAll(async () => {
  world = await World.start({ primaryLimit: 1e9, contentLimits: { perMinute: 1e9, perHour: 1e9 } });
  await world.quiet();
});
afterAll(() => world.end());

test("how long a review takes, and how many calls (printed, not judged)", { timeout: 1_800_000 }, async () => {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const started = performance.now();
    const pull = world.open(world.repository(), { [PATH]: postmortem() });
    const options = { timeoutMs: 60_000 };
    await world.gh.waitFor("the review", () => world.gh.listReviews(pull)[0], options);
    times.push((performance.now() - started) / 1000);
    await world.gh.waitFor("the check run", () => world.gh.listChecks(pull.repo, pull.headSha)[0], options);
  }
  times.sort((a, b) => a - b);
  console.log(
    `from webhook to review, ${RUNS} times: median ${times[Math.floor(RUNS / 2)]!.toFixed(1)} s, worst ${times.at(-1)!.toFixed(1)} s`,
  );
  const repository = world.repository();
  const calls = async (what: string, act: () => void) => {
    const since = world.gh.mark();
    act();
    await world.gh.settle({ quietMs: 2500, timeoutMs: 60_000 });
    const routes = Object.entries(world.gh.usage({ since }).routes).filter(
      ([route]) => !route.includes("access_tokens"),
    );
    console.log(`${what}: ${routes.map(([route, count]) => `${count} × ${route}`).join(", ")}`);
    expect(routes.length).toBeGreaterThan(0);
  };
  await calls("a first review of one file", () => world.open(repository, { [PATH]: postmortem() }));
  await calls("a push that changes nothing", () => world.gh.pushTo(repository, "change-1", { "other.txt": "x" }));
  await calls("a pull request without postmortems", () => world.open(repository, { "other.md": "Nothing." }));
  world.gh.assertContract();
});
