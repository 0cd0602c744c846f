import { PgBoss } from "pg-boss";
import { EnvironmentError } from "./environment.ts";
import { Line } from "./line.ts";

/** Where everything of ours stands in the database. */
export const SCHEMA = "postmortem_coach";
/** Names of pg-boss's queues: jobs, those that were given up, and what one process claimed for a time. */
export const JOBS = "jobs";
export const DEAD = "dead-jobs";
export const CLAIMS = "claims";

const CONNECTIONS = 10;
/** pg-boss wants a connection now and then while a transaction holds one: if transactions held them all, each would wait for the others. */
const TRANSACTIONS = 6;
/** Jobs and their merging wait for each other under these numbers. */
const SET_UP_LOCK = 20_250_301;
/** A process that doesn't say for so long that it lives is taken for dead, and its jobs run elsewhere. */
const HEARTBEAT_S = 15;
/** How often pg-boss looks for such processes. */
const SUPERVISE_S = 5;
/** A job may wait for the hour's end to write, more than once. */
const EXPIRE_S = 12 * 3600;
/** What is done need not be remembered. */
const KEPT_S = 60;
const DAY_S = 24 * 3600;

/** A job as it stands in the database. */
export interface StoredJob<Task> {
  readonly key: string;
  readonly tenant: string;
  readonly task: Task;
  /** How often it failed. */
  readonly attempt: number;
}

/** A job that was given up. */
export interface StoredDeadJob<Task> extends StoredJob<Task> {
  readonly error: string;
}

/**
 * Opens the database, and sets up in it what is lacking.
 *
 * @param onError told of what goes wrong behind the scenes; the connection is made anew
 * @throws EnvironmentError where the database can't be reached, or doesn't let us in
 */
export async function openPostgres(connectionString: string, onError: (error: Error) => void): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString,
    schema: SCHEMA,
    application_name: "postmortem-coach",
    max: CONNECTIONS,
    schedule: false,
    superviseIntervalSeconds: SUPERVISE_S,
    monitorIntervalSeconds: SUPERVISE_S,
    maintenanceIntervalSeconds: KEPT_S,
  });
  boss.on("error", onError);
  try {
    await boss.start();
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    const reason = message === "" ? code : message;
    throw new EnvironmentError(`DATABASE_URL names a PostgreSQL that can't be used: ${reason}`, { cause: error });
  }
  await transact(boss, async ({ lock, db }) => {
    await lock(SET_UP_LOCK);
    await db.executeSql(
      `CREATE TABLE IF NOT EXISTS ${SCHEMA}.write_times (installation text PRIMARY KEY, times timestamptz[] NOT NULL)`,
    );
  });
  await boss.createQueue(DEAD, { retentionSeconds: 30 * DAY_S });
  await boss.createQueue(CLAIMS, { retentionSeconds: DAY_S });
  await boss.createQueue(JOBS, {
    policy: "key_strict_fifo",
    expireInSeconds: EXPIRE_S,
    heartbeatSeconds: HEARTBEAT_S,
    // A process that dies is no fault of its jobs; who is at fault is given up by the queue.
    retryLimit: 1000,
    retryDelay: 0,
    retentionSeconds: 14 * DAY_S,
    deleteAfterSeconds: KEPT_S,
  });
  return boss;
}

type Transaction = Awaited<ReturnType<NonNullable<ReturnType<PgBoss["getDb"]>["beginTransaction"]>>>;

type Act<Result> = (tools: {
  readonly db: Transaction["db"];
  /** Waits until nobody else has the lock, and holds it to the end. */
  readonly lock: (name: string | number) => Promise<void>;
}) => Promise<Result>;

/** Does several things in the database as one. */
export async function transact<Result>(boss: PgBoss, act: Act<Result>): Promise<Result> {
  const line = lines.get(boss) ?? new Line(TRANSACTIONS);
  lines.set(boss, line);
  return line.run(() => transactNow(boss, act));
}

const lines = new WeakMap<PgBoss, Line>();

async function transactNow<Result>(boss: PgBoss, act: Act<Result>): Promise<Result> {
  const transaction = await boss.getDb().beginTransaction!();
  const { db } = transaction;
  try {
    const result = await act({
      db,
      lock: async (name) => {
        await db.executeSql("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`${SCHEMA} ${name}`]);
      },
    });
    await transaction.commit();
    return result;
  } catch (error) {
    await transaction.rollback();
    throw error;
  }
}
