import { readFileSync } from "node:fs";
import { pino } from "pino";
import { Probot } from "probot";
import { AnalysisPool } from "./analysis/pool.ts";
import { createApp } from "./app.ts";
import { doTask, type TaskTools } from "./github/do-task.ts";
import { reportTrouble } from "./github/look-again.ts";
import type { Octokit } from "./github/model.ts";
import { CoachOctokit } from "./github/octokit.ts";
import { SettingsReader } from "./github/read-settings.ts";
import type { Task } from "./github/task.ts";
import { Budget } from "./service/budget.ts";
import { Slots } from "./service/slots.ts";

/** The trip as a step of GitHub Actions: one event, read from where Actions puts it, with the rights of a token. Nothing of the pull request is run. */
const { GITHUB_EVENT_NAME, GITHUB_EVENT_PATH, GITHUB_API_URL, GITHUB_RUN_ID = "0", INPUT_TOKEN } = process.env;
/** Events as the app knows them. On `pull_request` a fork's token may write nothing. */
const EVENTS = {
  pull_request_target: "pull_request",
  pull_request: "pull_request",
  issue_comment: "issue_comment",
} as const;

const event = EVENTS[GITHUB_EVENT_NAME as keyof typeof EVENTS];
if (event === undefined)
  fail(`this action is for the events ${Object.keys(EVENTS).join(", ")}, and this is ${GITHUB_EVENT_NAME ?? "none"}`);
else if (GITHUB_EVENT_PATH === undefined || INPUT_TOKEN === undefined || INPUT_TOKEN === "")
  fail("the input “token” is empty: leave it out, or give it a token that may write pull requests and checks");
else await act(event, GITHUB_EVENT_PATH, INPUT_TOKEN);

async function act(name: "pull_request" | "issue_comment", path: string, githubToken: string): Promise<void> {
  const probot = new Probot({
    githubToken,
    baseUrl: GITHUB_API_URL ?? "https://api.github.com",
    log: pino({ level: "warn" }),
    Octokit: CoachOctokit,
  });
  const tasks: Task[] = [];
  const take = (task: Task): Promise<void> => {
    tasks.push(task);
    return Promise.resolve();
  };
  createApp(take)(probot);
  const payload = JSON.parse(readFileSync(path, "utf8")) as object;
  // Actions has no installation: its token is what it may do.
  await probot.receive({ id: GITHUB_RUN_ID, name, payload: { ...payload, installation: { id: 0 } } } as never);
  const pool = new AnalysisPool({ size: 1 });
  const tools = toolsOf(await probot.auth(), pool, take);
  try {
    for (const task of tasks) await run(task, tools);
  } finally {
    await pool.close();
  }
}

function toolsOf(octokit: Octokit, pool: AnalysisPool, take: TaskTools["take"]): TaskTools {
  // Nobody would be told that somebody pressed a button.
  octokit.hook.before("request", (options) => {
    if (options.method === "POST" && options.url.endsWith("/check-runs")) options["actions"] = [];
  });
  const slots = new Slots();
  return {
    octokit,
    take,
    settings: new SettingsReader(pool.readPolicy.bind(pool)),
    analyse: pool.analyse.bind(pool),
    site: null,
    write: (create) => slots.write("actions", create),
    stopping: new AbortController().signal,
    appId: 0,
    budget: new Budget(),
    caughtUp: () => undefined,
  };
}

/** GitHub's own outage turns no workflow red: the next event looks again. */
async function run(task: Task, tools: TaskTools): Promise<void> {
  try {
    await doTask(task, tools);
  } catch (error) {
    const { status, message } = error as { readonly status?: number; readonly message: string };
    if (task.kind === "pull request" && task.headSha !== null)
      await reportTrouble(tools, task.ref, task.headSha, error).catch(() => undefined);
    if (status !== undefined && status >= 500)
      process.stdout.write(`::warning::GitHub answered ${status}: ${message}\n`);
    else fail(`${message} (the workflow needs the permissions contents: read, pull-requests: write, checks: write)`);
  }
}

function fail(message: string): void {
  process.stdout.write(`::error::${message.replaceAll("\n", "%0A")}\n`);
  process.exitCode = 1;
}
