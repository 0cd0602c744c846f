import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEAD, openPostgres } from "../../src/service/postgres.ts";
import { Postgres, POSTGRES_BIN } from "../postgres.ts";

const CLI = join(import.meta.dirname, "..", "..", "src", "cli.ts");

function jobs(args: readonly string[], url?: string) {
  const { DATABASE_URL: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, "jobs", ...args], {
    encoding: "utf8",
    env: { ...env, NO_COLOR: "1", ...(url === undefined ? {} : { DATABASE_URL: url }) },
  });
  return { status, stdout, stderr };
}

test.for([
  [[], "DATABASE_URL names no PostgreSQL"],
  [["revive"], "there is no command “jobs revive”"],
  [["retry"], "name the jobs to try again"],
  [["retry", "1"], "“1” is no job's id"],
  [["--format", "xml"], "--format is one of text, json"],
] as const)("%j is answered with a way out", ([args, message]) => {
  const { status, stderr } = jobs(args);
  expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
});

test("a database that can't be reached is said", () => {
  const { status, stderr } = jobs([], "postgres://127.0.0.1:1/nothing");
  expect([status, stderr]).toEqual([2, expect.stringMatching(/DATABASE_URL names a PostgreSQL.*ECONNREFUSED/u)]);
});

describe.skipIf(POSTGRES_BIN === undefined)("with a database", { timeout: 60_000 }, () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await Postgres.start();
  }, 60_000);
  afterAll(() => postgres.end());

  test("what was given up is listed, and can be tried again", async () => {
    expect(jobs([], postgres.url).stdout).toBe("No job was given up.\n");
    const boss = await openPostgres(postgres.url, () => undefined);
    const job = { key: "acme/ops#1", tenant: "7", task: {}, attempt: 5, error: "HttpError: Server Error" };
    const id = (await boss.send(DEAD, job))!;
    await boss.stop({ graceful: false, close: true });
    expect(jobs(["list"], postgres.url).stdout).toMatch(
      new RegExp(`^${id}  \\S+  installation 7  acme/ops#1\\n  HttpError: Server Error\\n$`, "u"),
    );
    expect(JSON.parse(jobs(["--format", "json"], postgres.url).stdout)).toMatchObject({ jobs: [{ id }] });
    expect(jobs(["retry", id], postgres.url)).toMatchObject({ status: 0, stdout: `${id} waits for its turn again\n` });
    expect(jobs(["retry", id], postgres.url)).toMatchObject({ status: 1 });
    expect(jobs(["retry", "--all"], postgres.url)).toMatchObject({ status: 0, stdout: "" });
  });
});
