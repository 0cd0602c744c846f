import { setTimeout as sleep } from "node:timers/promises";
import { AnalysisPool } from "../../src/analysis/pool.ts";
import { Postgres, POSTGRES_BIN } from "../postgres.ts";
import { World } from "../stand-in/world.ts";
import { run, type RunResult } from "./run.ts";

/**
 * Chaos: people work on pull requests while the service is killed, GitHub fails in all ways that it has, and PostgreSQL goes. At the end of each run all must
 * be as if nothing had been amiss.
 *
 * Usage: npm run test:chaos -- [runs] [first seed] [memory or PostgreSQL, instead of both]
 */
const [runs = 100, seed = 1] = process.argv.slice(2, 4).map(Number);
const MODES = ["memory", ...(POSTGRES_BIN === undefined ? [] : (["PostgreSQL"] as const))] as const;
const modes = MODES.filter((mode) => process.argv[4] === undefined || mode === process.argv[4]);
const WAIT_FACTOR = "0.02";
const pool = new AnalysisPool({ size: 1, deadlineMs: 60_000 });
const results: RunResult[] = [];
for (const mode of modes) {
  const postgres = mode === "PostgreSQL" ? await Postgres.start() : null;
  const env = { WAIT_FACTOR, ...(postgres === null ? {} : { DATABASE_URL: postgres.url }) };
  const world = await World.start({}, env);
  const share = Math.ceil(runs / modes.length);
  for (let index = 0; index < share; index += 1) {
    const result = await run({
      world,
      postgres,
      mode,
      seed: seed + index,
      pool,
      restart: async (waitMs) => {
        world.kill();
        await sleep(waitMs);
        await world.launch(env);
      },
    });
    results.push(result);
    console.log(
      `${mode.padEnd(10)} seed ${String(result.seed).padStart(4)}  ${result.seconds.toFixed(0).padStart(3)} s  ${result.problems.length === 0 ? "well" : "ILL "}  ${result.steps.join(", ")}`,
    );
    for (const problem of result.problems) console.log(`           ${problem}`);
  }
  try {
    world.gh.assertContract();
  } finally {
    await world.end();
    await postgres?.end();
  }
}
await pool.close();
console.log("\n| mode | runs | kill -9 | other faults | reviews | ill |\n|---|--:|--:|--:|--:|--:|");
for (const [mode, own] of Map.groupBy(results, (result) => result.mode)) {
  const sum = (of: (result: RunResult) => number) => own.reduce((total, result) => total + of(result), 0);
  const cells = [
    own.length,
    sum(({ kills }) => kills),
    sum(({ faults }) => faults),
    sum(({ reviews }) => reviews),
    own.filter(({ problems }) => problems.length > 0).length,
  ];
  console.log(`| ${mode} | ${cells.join(" | ")} |`);
}
if (results.some(({ problems }) => problems.length > 0)) process.exitCode = 1;
