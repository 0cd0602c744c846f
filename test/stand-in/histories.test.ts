import { array, assert, asyncProperty } from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { AnalysisPool } from "../../src/analysis/pool.ts";
import { loadRules } from "../../src/rules/load.ts";
import { FaultyClient } from "./client.ts";
import { History } from "./history.ts";
import { type GitHub, startFakeGitHub } from "./stand-in.ts";
import { fault, step } from "./steps.ts";

// Waits for GitHub take no time here.
vi.mock(import("node:timers/promises"), async (load) => {
  const timers = await load();
  return { ...timers, setTimeout: (_ms, value) => timers.setTimeout(0, value) };
});

const HISTORIES = Number(process.env["HISTORIES"] ?? 200);
const NO_LIMITS = { primaryLimit: 1e9, contentLimits: { perMinute: 1e9, perHour: 1e9 } };

let gh: GitHub;
const pool = new AnalysisPool();
beforeAll(async () => {
  gh = await startFakeGitHub(NO_LIMITS);
});
afterAll(async () => {
  await pool.close();
  await gh.close();
});

test(
  "whatever happens to a pull request, nothing is asked twice, nothing is lost, and nothing is open that the text answers",
  {
    timeout: 1_800_000,
    // Another try would be another two hundred histories.
    retry: 0,
  },
  async () => {
    gh.createOrg("acme");
    const app = gh.createApp({ slug: "postmortem-coach" });
    const client = new FaultyClient(gh, app, gh.installApp(app, "acme"));
    const rules = await loadRules();
    let played = 0;
    await assert(
      asyncProperty(fault, array(step, { minLength: 2, maxLength: 7 }), async (first, steps) => {
        played += 1;
        const history = new History(gh, client, pool, rules, `history-${played}`);
        await history.play({ kind: "redeliver", a: 0, b: 0, fault: first });
        for (const each of steps) await history.play(each);
        await history.end();
        gh.assertContract();
      }),
      { numRuns: HISTORIES, verbose: 1 },
    );
    expect(played).toBeGreaterThanOrEqual(HISTORIES);
  },
);
