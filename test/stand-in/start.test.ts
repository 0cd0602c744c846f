import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { postmortem } from "./postmortem.ts";
import { World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterEach(() => world.gh.assertContract());
afterAll(() => world.end());

test("takes webhooks at its address alone, too: an app that the set-up page registered sends them there", async () => {
  const { webhookUrl } = world.app;
  world.app.webhookUrl = `${new URL(webhookUrl!).origin}/`;
  const pull = world.open(world.repository(), { "postmortems/a.md": postmortem() });
  expect(await world.check(pull)).toMatchObject({ conclusion: "neutral" });
  const payload = world.gh.deliveries.findLast(({ event }) => event === "pull_request")!.payload;
  const { status } = await world.gh.deliverRaw(world.app, "pull_request", payload, { signature: null });
  expect(status).toBe(400);
  world.app.webhookUrl = webhookUrl;
});

test("SIGTERM lets what runs finish, then the process ends", async () => {
  const repository = world.repository();
  const pull = world.open(repository, { "postmortems/a.md": postmortem() });
  await world.gh.waitFor("the review", () => world.gh.listReviews(pull)[0]);
  world.running.child.kill("SIGTERM");
  await world.gh.waitFor("the end", () => world.running.child.exitCode === 0 || undefined);
  expect(world.gh.listChecks(repository, pull.headSha)).toHaveLength(1);
  await world.launch();
});
