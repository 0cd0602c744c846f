import { parseArgs } from "node:util";
import { DeadJobs } from "../service/dead-jobs.ts";
import { EnvironmentError, readEnvironment } from "../service/environment.ts";
import { openPostgres } from "../service/postgres.ts";
import { UsageError } from "./usage-error.ts";

const HELP = `Looks at the service's jobs that were given up, and tries them again.

Usage
  postmortem-coach jobs [list]           what was given up, the oldest first
  postmortem-coach jobs retry ID...      try these again
  postmortem-coach jobs retry --all      try all of them again

Options
  --format text|json   text for a terminal (default), JSON for programs
  --help               show this

DATABASE_URL names the service's PostgreSQL. Without one the service keeps its jobs in memory: there, what was given up is
looked at again at the next push, the next start or the next “Look again”.

Exit codes
  0  done
  1  a job to be tried again is not there
  2  something could not be done as asked
`;

/**
 * The command `jobs`.
 *
 * @param args its arguments
 * @returns the exit code
 * @throws UsageError where the arguments or the environment can't be understood
 */
export async function jobs(args: readonly string[]): Promise<number> {
  const { command, ids, all, json, help } = readArguments(args);
  if (help) {
    process.stdout.write(HELP);
    return 0;
  }
  const boss = await open();
  try {
    const dead = new DeadJobs(boss);
    return command === "list" ? await list(dead, json) : await retry(dead, ids, all);
  } finally {
    await boss.stop({ graceful: false, close: true });
  }
}

async function open() {
  try {
    const { databaseUrl } = readEnvironment({ DATABASE_URL: process.env["DATABASE_URL"] });
    if (databaseUrl === null) throw new UsageError("DATABASE_URL names no PostgreSQL (see --help)");
    return await openPostgres(databaseUrl, () => undefined);
  } catch (error) {
    if (error instanceof EnvironmentError) throw new UsageError(error.message);
    throw error;
  }
}

async function list(dead: DeadJobs, asJson: boolean): Promise<number> {
  const found = await dead.list();
  if (asJson) process.stdout.write(`${JSON.stringify({ jobs: found }, null, 2)}\n`);
  else if (found.length === 0) process.stdout.write("No job was given up.\n");
  else
    for (const { id, key, installation, since, error } of found)
      process.stdout.write(`${id}  ${since.toISOString()}  installation ${installation}  ${key}\n  ${error}\n`);
  return 0;
}

async function retry(dead: DeadJobs, ids: readonly string[], all: boolean): Promise<number> {
  const wanted = all ? (await dead.list()).map(({ id }) => id) : ids;
  let exitCode = 0;
  for (const id of wanted) {
    if (await dead.retry(id)) process.stdout.write(`${id} waits for its turn again\n`);
    else {
      process.stderr.write(`postmortem-coach jobs: there is no job ${id} that was given up\n`);
      exitCode = 1;
    }
  }
  return exitCode;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

function readArguments(args: readonly string[]) {
  const { values, positionals } = parse(args);
  const [command = "list", ...ids] = positionals;
  const { all = false, help = false, format = "text" } = values;
  if (command !== "list" && command !== "retry")
    throw new UsageError(`there is no command “jobs ${command}”; the commands are list and retry`);
  if (format !== "text" && format !== "json") throw new UsageError(`--format is one of text, json, not “${format}”`);
  if (command === "retry" && !help && ids.length === 0 && !all)
    throw new UsageError("name the jobs to try again, as “jobs list” shows them, or --all");
  const wrong = ids.find((id) => !UUID.test(id));
  if (wrong !== undefined) throw new UsageError(`“${wrong}” is no job's id: “jobs list” shows them`);
  return { command, ids, all, help, json: format === "json" };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { all: { type: "boolean" }, format: { type: "string" }, help: { type: "boolean", short: "h" } },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split(". ")[0]!} (see --help)`);
  }
}
