import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createHealth, type HealthOptions } from "../../src/service/health.ts";
import { Metrics } from "../../src/service/metrics.ts";

let server: Server | null = null;
afterEach(() => server?.close());

async function start(options: Partial<HealthOptions> = {}): Promise<string> {
  const answer = createHealth({
    metrics: new Metrics(new Set(["impact/data"])),
    read: () => Promise.resolve({ jobs: { waiting: 3, running: 2, dead: 1 }, writes: new Map([["7", 12]]) }),
    checks: {},
    metricsToken: null,
    ...options,
  });
  server = createServer((request, response) => {
    void answer(request, response).then((isAnswered) => isAnswered || response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => {
    server!.listen(0, "127.0.0.1", resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("a process that lives says so, whatever else is amiss", async () => {
  const url = await start({ checks: { queue: () => Promise.reject(new Error("gone")) } });
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect((await fetch(`${url}/other`)).status).toBe(404);
  expect((await fetch(`${url}/healthz`, { method: "POST" })).status).toBe(404);
});

test("it is ready when every check resolves", async () => {
  const response = await fetch(`${await start({ checks: { queue: () => Promise.resolve() } })}/readyz`);
  expect([response.status, await response.text()]).toEqual([200, "ready\n"]);
});

test("it is not ready when one throws, and says why; checks are not asked for each probe", async () => {
  let asked = 0;
  const url = await start({
    checks: {
      github: () => {
        asked += 1;
        return Promise.reject(new Error("GitHub refuses APP_ID and PRIVATE_KEY (401)"));
      },
      queue: () => Promise.resolve(),
    },
  });
  const responses = await Promise.all([1, 2, 3].map(() => fetch(`${url}/readyz`)));
  for (const response of responses) {
    expect(response.status).toBe(503);
    expect(await response.text()).toBe("github: GitHub refuses APP_ID and PRIVATE_KEY (401)\n");
  }
  expect(asked).toBe(1);
});

test("metrics name installations by number, and only rules that ship with us", async () => {
  const metrics = new Metrics(new Set(["impact/data"]));
  metrics.event("pull_request.opened");
  metrics.review();
  metrics.question("impact/data");
  metrics.question("acme-secret/launch");
  metrics.rateLimit(7, "core", 5000, 4321);
  metrics.job("pull request", "done", 1.5);
  metrics.workerDeath("too slow");
  metrics.catchUp("sweep", 23, 2);
  const text = await (await fetch(`${await start({ metrics })}/metrics`)).text();
  for (const line of [
    'postmortem_coach_events_total{event="pull_request.opened"} 1',
    "postmortem_coach_reviews_total 1",
    'postmortem_coach_questions_total{rule="impact/data"} 1',
    'postmortem_coach_questions_total{rule="other"} 1',
    'postmortem_coach_installation_rate_limit_remaining{installation="7",resource="core"} 4321',
    'postmortem_coach_installation_writes_last_hour{installation="7"} 12',
    'postmortem_coach_jobs{state="waiting"} 3',
    'postmortem_coach_job_seconds_bucket{le="2.5",kind="pull request"} 1',
    'postmortem_coach_worker_deaths_total{reason="too slow"} 1',
    'postmortem_coach_catch_up_requests_total{kind="sweep"} 23',
  ])
    expect(text).toContain(line);
  expect(text).not.toContain("acme");
});

test("metrics are for those who show the token, where there is one", async () => {
  const url = await start({ metricsToken: "s3cret" });
  const read = (authorization?: string) =>
    fetch(`${url}/metrics`, authorization === undefined ? {} : { headers: { authorization } });
  expect((await read()).status).toBe(401);
  expect((await read("Bearer wrong!")).status).toBe(401);
  expect((await read("Bearer s3cret")).status).toBe(200);
});
