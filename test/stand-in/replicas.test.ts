import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { Postgres, POSTGRES_BIN } from "../postgres.ts";
import { postmortem } from "./postmortem.ts";
import type { Running } from "./stand-in.ts";
import { World } from "./world.ts";

const PATH = "postmortems/2025-03-09-dashboards.md";

describe.skipIf(POSTGRES_BIN === undefined)("two processes that share a PostgreSQL", () => {
  let postgres: Postgres;
  let world: World;
  let first: Running;
  beforeAll(async () => {
    postgres = await Postgres.start();
    world = await World.start({}, { DATABASE_URL: postgres.url });
    first = world.running;
    await world.launch({ DATABASE_URL: postgres.url });
  });
  afterEach(() => world.gh.assertContract());
  afterAll(async () => {
    await first.stop();
    await world.end();
    await postgres.end();
  });

  test("review each pull request once, and write for an installation in turns", async () => {
    const since = world.gh.mark();
    const pulls = Array.from({ length: 6 }, (_, index) => {
      world.app.webhookUrl = `${(index % 2 === 0 ? first : world.running).url}/api/github/webhooks`;
      return world.open(world.repository(), { [PATH]: postmortem() });
    });
    for (const pull of pulls) await world.check(pull);
    await world.gh.settle();
    for (const pull of pulls) expect(world.gh.listReviews(pull)).toHaveLength(1);
    const times = world.gh
      .requestLog({ since })
      .filter(({ createsContent }) => createsContent)
      .map(({ at }) => Date.parse(at));
    for (const [index, time] of times.slice(1).entries()) expect(time - times[index]!).toBeGreaterThan(800);
  });

  test("when one is killed in the middle of its work, the other does it", async () => {
    world.app.webhookUrl = `${first.url}/api/github/webhooks`;
    const pulls = [1, 2, 3].map(() => world.open(world.repository(), { [PATH]: postmortem() }));
    await world.gh.waitFor("a review", () => world.gh.listReviews(pulls[0]!)[0]);
    first.child.kill("SIGKILL");
    for (const pull of pulls) {
      const isThere = () => world.gh.listChecks(pull.repo, pull.headSha).at(-1);
      await world.gh.waitFor("its check run", isThere, { timeoutMs: 50_000 });
    }
    await world.gh.settle();
    for (const pull of pulls) expect(world.gh.listReviews(pull)).toHaveLength(1);
  });

  test("when PostgreSQL goes, the process is not ready; when it is back, it is, and nothing is lost", async () => {
    world.app.webhookUrl = `${world.running.url}/api/github/webhooks`;
    const before = world.open(world.repository(), { [PATH]: postmortem() });
    await world.gh.waitFor("the delivery", () => world.gh.deliveries.at(-1)?.status === 200 || undefined);
    await postgres.kill();
    const isReady = async () => (await fetch(`${world.running.url}/readyz`)).status === 200;
    await world.gh.waitFor("it is not ready", async () => !(await isReady()) || undefined);
    const during = world.open(world.repository(), { [PATH]: postmortem() });
    await world.gh.waitFor(
      "a refusal",
      () => world.gh.deliveries.findLast(({ event }) => event === "pull_request")!.status === 500 || undefined,
    );
    await postgres.resume();
    const delivery = world.gh.deliveries.findLast(({ event }) => event === "pull_request")!;
    await world.gh.waitFor("it is ready", async () => (await isReady()) || undefined);
    await world.gh.redeliver(delivery);
    for (const pull of [before, during]) {
      const isThere = () => world.gh.listChecks(pull.repo, pull.headSha).at(-1);
      await world.gh.waitFor("its check run", isThere, { timeoutMs: 50_000 });
      expect(world.gh.listReviews(pull)).toHaveLength(1);
    }
  });
});
