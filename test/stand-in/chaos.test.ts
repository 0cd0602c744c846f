import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AnalysisPool } from "../../src/analysis/pool.ts";
import { run } from "../chaos/run.ts";
import { World } from "./world.ts";

const ENV = { WAIT_FACTOR: "0.02" };

let world: World;
const pool = new AnalysisPool({ size: 1, deadlineMs: 60_000 });
beforeAll(async () => {
  world = await World.start({}, ENV);
});
afterAll(async () => {
  await pool.close();
  await world.end();
});

// `npm run test:chaos` takes as many as one likes, over PostgreSQL, too.
test.for([1, 2])("chaos with seed %i leaves all as it ought to be", { timeout: 200_000 }, async (seed) => {
  const restart = async (waitMs: number) => {
    world.kill();
    await sleep(waitMs);
    await world.launch(ENV);
  };
  const { problems } = await run({ world, postgres: null, mode: "memory", seed, pool, restart });
  expect(problems).toEqual([]);
  world.gh.assertContract();
});
