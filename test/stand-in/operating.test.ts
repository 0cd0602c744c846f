import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { postmortem } from "./postmortem.ts";
import { World } from "./world.ts";

const PATH = "postmortems/2025-03-09-dashboards.md";

let world: World;
beforeAll(async () => {
  world = await World.start({}, { LOG_LEVEL: "info" });
});
afterEach(() => world.gh.assertContract());
afterAll(() => world.end());

const get = (path: string) => fetch(`${world.running.url}${path}`);
const metrics = async () => (await get("/metrics")).text();

test("it lives, is ready, and counts what it did without names", async () => {
  expect((await get("/healthz")).status).toBe(200);
  expect(await (await get("/readyz")).text()).toBe("ready\n");
  const pull = world.open(world.repository(), { [PATH]: postmortem() });
  await world.check(pull);
  await world.gh.settle();
  const text = await metrics();
  expect(text).toContain('postmortem_coach_events_total{event="pull_request.opened"} 1');
  expect(text).toContain("postmortem_coach_reviews_total 1");
  expect([...text.matchAll(/^postmortem_coach_questions_total\{rule="[a-z]+\/[a-z-]+"\} 1$/gmu)]).toHaveLength(5);
  expect(text).toMatch(
    new RegExp(`rate_limit_remaining\\{installation="${world.installation.id}",resource="core"\\} \\d+`, "u"),
  );
  expect(text).not.toMatch(/acme|repository-1/u);
});

test("each line about an event says its delivery; none holds a token, a document or a comment", async () => {
  const pull = world.open(world.repository(), { [PATH]: postmortem() });
  await world.check(pull);
  world.gh.serverError({ match: { method: "POST", route: "/reviews" }, times: 1 });
  world.open(world.repository(), { [PATH]: postmortem() });
  await world.gh.settle({ quietMs: 2500 });
  const lines = world.running
    .output()
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as { msg?: string; deliveryId?: string; name: string; req?: { id: string } });
  const about = lines.filter(({ name, msg }) => name === "github" || /done|failed/u.test(msg ?? ""));
  expect(about.length).toBeGreaterThan(2);
  for (const line of about) expect(line.deliveryId).toMatch(/^(?:sweep-)?[0-9a-f-]{36}$/u);
  for (const { req } of lines.filter(({ msg }) => msg?.startsWith("POST") === true))
    expect(req?.id).toMatch(/^[0-9a-f-]{36}$/u);
  expect(world.running.output()).not.toMatch(/ghs_|sha256=|PRIVATE KEY|12,000 in all/u);
});
