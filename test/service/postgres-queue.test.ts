import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { DeadJobs } from "../../src/service/dead-jobs.ts";
import { PostgresQueue, type PostgresQueueOptions } from "../../src/service/postgres-queue.ts";
import { openPostgres } from "../../src/service/postgres.ts";
import { createSharedTurns } from "../../src/service/shared-turns.ts";
import { Postgres, POSTGRES_BIN } from "../postgres.ts";

type Task = readonly string[];

describe.skipIf(POSTGRES_BIN === undefined)("a queue in PostgreSQL", { timeout: 60_000 }, () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await Postgres.start();
  }, 60_000);
  afterAll(() => postgres.end());

  const queues: PostgresQueue<Task>[] = [];
  afterEach(async () => {
    await Promise.all(queues.splice(0).map((queue) => queue.stop()));
  });

  /** A process that takes part, as far as the database can tell. */
  async function replica(options: Partial<PostgresQueueOptions<Task>> = {}): Promise<PostgresQueue<Task>> {
    const queue = new PostgresQueue<Task>(await openPostgres(postgres.url, () => undefined), {
      run: () => Promise.resolve(),
      merge: (waiting, next) => [...waiting, ...next],
      onFailure: () => Promise.resolve(null),
      onError: () => undefined,
      ...options,
    });
    queues.push(queue);
    return queue;
  }
  const idle = async (queue: PostgresQueue<Task>) => {
    await vi.waitFor(async () => expect(await queue.count()).toMatchObject({ waiting: 0, running: 0 }), {
      timeout: 20_000,
    });
  };

  test("of jobs with one key one runs and one waits, on whichever process; the newest wins", async () => {
    const ran: Task[] = [];
    let running = 0;
    const run = async (task: Task) => {
      running += 1;
      expect(running).toBe(1);
      await sleep(300);
      ran.push(task);
      running -= 1;
    };
    const [one, two] = [await replica({ run }), await replica({ run })];
    await one.push({ key: "acme/ops#1", tenant: "1", task: ["a"] });
    await vi.waitFor(() => expect(running).toBe(1));
    for (const [index, name] of ["b", "c", "d"].entries())
      await [one, two][index % 2]!.push({ key: "acme/ops#1", tenant: "1", task: [name] });
    await idle(one);
    expect(ran).toEqual([["a"], ["b", "c", "d"]]);
  });

  test("a job that waits behind its own key holds up nobody else", async () => {
    const ran: string[] = [];
    const queue = await replica({
      run: async ([name]) => {
        if (name === "slow") await sleep(1500);
        ran.push(name!);
      },
    });
    await queue.push({ key: "a", tenant: "1", task: ["slow"] });
    await sleep(200);
    await queue.push({ key: "a", tenant: "1", task: ["again"] });
    await queue.push({ key: "b", tenant: "1", task: ["other"] });
    await idle(queue);
    expect(ran).toEqual(["other", "slow", "again"]);
  });

  test("a tenant's limit holds for all processes together, and its flood holds up nobody", async () => {
    const running = new Map<string, number>();
    let most = 0;
    const ran: string[] = [];
    const run = async ([name, tenant]: Task) => {
      const now = (running.get(tenant!) ?? 0) + 1;
      running.set(tenant!, now);
      if (tenant === "flood") most = Math.max(most, now);
      await sleep(20);
      running.set(tenant!, running.get(tenant!)! - 1);
      ran.push(name!);
    };
    const options = { run, running: { all: 8, tenant: 2 } };
    const [one, two] = [await replica(options), await replica(options)];
    for (let index = 0; index < 40; index += 1)
      await one.push({ key: `flood ${index}`, tenant: "flood", task: [String(index), "flood"] });
    await two.push({ key: "single", tenant: "quiet", task: ["single", "quiet"] });
    await idle(one);
    expect(most).toBe(2);
    expect(ran).toHaveLength(41);
    expect(ran.indexOf("single")).toBeLessThan(35);
  });

  test("many may come at once, the first ones too; processes share what there is to do", async () => {
    const ran = [0, 0];
    const [one, two] = await Promise.all(
      ran.map((_, index) =>
        replica({
          run: async () => {
            await sleep(100);
            ran[index]! += 1;
          },
          running: { all: 2, tenant: 2 },
        }),
      ),
    );
    const keys = Array.from({ length: 50 }, (_, index) => `many ${index}`);
    await Promise.all(keys.map((key, index) => (index % 2 === 0 ? one : two)!.push({ key, tenant: key, task: [key] })));
    await idle(one!);
    expect(ran[0]! + ran[1]!).toBe(50);
    expect(Math.min(...ran)).toBeGreaterThan(5);
  });

  test("what fails is tried again; what is given up waits for an operator, who may try it again", async () => {
    const attempts: number[] = [];
    let isMended = false;
    const queue = await replica({
      run: () => (isMended ? Promise.resolve() : Promise.reject(new Error("GitHub answered 502"))),
      onFailure: (_task, _error, attempt) => {
        attempts.push(attempt);
        return Promise.resolve(attempt < 3 ? 100 : null);
      },
    });
    await queue.push({ key: "acme/ops#2", tenant: "7", task: ["x"] });
    await vi.waitFor(async () => expect(await queue.count()).toEqual({ waiting: 0, running: 0, dead: 1 }), {
      timeout: 20_000,
    });
    expect(attempts).toEqual([1, 2, 3]);
    const boss = await openPostgres(postgres.url, () => undefined);
    const dead = new DeadJobs(boss);
    const [job] = await dead.list();
    expect(job).toMatchObject({ key: "acme/ops#2", installation: "7", error: "Error: GitHub answered 502" });
    isMended = true;
    expect(await dead.retry(job!.id)).toBe(true);
    expect(await dead.retry(job!.id)).toBe(false);
    await boss.stop({ graceful: false, close: true });
    await vi.waitFor(async () => expect(await queue.count()).toEqual({ waiting: 0, running: 0, dead: 0 }), {
      timeout: 20_000,
    });
  });

  test("jobs outlive a PostgreSQL that is killed", async () => {
    const ran: string[] = [];
    const queue = await replica({
      run: ([name]) => {
        ran.push(name!);
        return Promise.resolve();
      },
      running: { all: 1, tenant: 1 },
    });
    await queue.push({ key: "a", tenant: "1", task: ["a"] });
    await idle(queue);
    await postgres.kill();
    await expect(queue.push({ key: "b", tenant: "1", task: ["b"] })).rejects.toThrow(/ECONNREFUSED|terminat/u);
    await expect(queue.check()).rejects.toThrow(/ECONNREFUSED|terminat/u);
    await postgres.resume();
    await vi.waitFor(() => queue.check(), { timeout: 20_000 });
    await queue.push({ key: "b", tenant: "1", task: ["b"] });
    await idle(queue);
    expect(ran).toEqual(["a", "b"]);
  });

  test("what one process claims is nobody else's for a time", async () => {
    const [one, two] = [await replica(), await replica()];
    const claims = await Promise.all([one, two, one, two].map((queue) => queue.claim("sweep 1", 86_400)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await two.claim("sweep 2", 86_400)).toBe(true);
  });

  test("processes take turns when they write for one installation, and stay below what an hour allows", async () => {
    const bosses = await Promise.all([1, 2].map(() => openPostgres(postgres.url, () => undefined)));
    const reserves = bosses.map((boss) => createSharedTurns(boss));
    const limits = { spacingMs: 1000, perHour: 5 };
    const waits = [];
    for (let index = 0; index < 6; index += 1) waits.push(await reserves[index % 2]!("9", limits));
    expect(waits[0]).toBe(0);
    for (const [index, wait] of waits.slice(1, 5).entries()) {
      expect(wait).toBeGreaterThan(index * 1000);
      expect(wait).toBeLessThanOrEqual((index + 1) * 1000);
    }
    expect(waits[5]).toBeGreaterThan(3_500_000);
    expect(await reserves[0]!("10", limits)).toBe(0);
    await Promise.all(bosses.map((boss) => boss.stop({ graceful: false, close: true })));
  });
});
