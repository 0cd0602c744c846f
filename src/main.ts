import { pino } from "pino";
import { Probot, Server } from "probot";
import { AnalysisPool, BrokenRulesError } from "./analysis/pool.ts";
import { createApp } from "./app.ts";
import { doTask, type TaskTools } from "./github/do-task.ts";
import { reportTrouble } from "./github/look-again.ts";
import { CoachOctokit } from "./github/octokit.ts";
import { SettingsReader } from "./github/read-settings.ts";
import { keyOf, mergeTasks, type Task } from "./github/task.ts";
import { type Environment, EnvironmentError, readEnvironment } from "./service/environment.ts";
import { MemoryQueue } from "./service/memory-queue.ts";
import { retryAfter } from "./service/retry-after.ts";
import { Slots } from "./service/slots.ts";
import { startSetUp } from "./set-up.ts";

/** Longer than GitHub takes to answer, shorter than orchestrators take to kill. */
const STOP_MS = 18_000;
const WEBHOOKS = "/api/github/webhooks";
/** What the system says of a HOST or a PORT where one can't listen. */
const UNLISTENABLE = new Set<string | undefined>(["EADDRINUSE", "EADDRNOTAVAIL", "EACCES", "ENOTFOUND"]);

/** Probot's set-up page registers an app whose webhooks go to the service's address alone. */
const webhooksAtRoot: Parameters<Server["loadHandlerFactory"]>[0] = async (app) => {
  const webhooks = await app.getNodeMiddleware({ path: WEBHOOKS });
  return (request, response) => {
    if (request.method !== "POST" || request.url !== "/") return false;
    request.url = WEBHOOKS;
    return webhooks(request, response);
  };
};

try {
  process.loadEnvFile();
} catch {
  // There need not be a file .env.
}
try {
  const environment = readEnvironment(process.env);
  if (environment.credentials === null) await startSetUp();
  else await serve(environment, environment.credentials);
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  const isKnown = error instanceof EnvironmentError || error instanceof BrokenRulesError || UNLISTENABLE.has(code);
  if (!isKnown) throw error;
  process.stderr.write(`Postmortem Coach can't start:\n${message}\n`);
  process.exit(2);
}

async function serve(
  { host, port, baseUrl, logLevel, webhookProxyUrl }: Environment,
  { appId, privateKey, webhookSecret }: NonNullable<Environment["credentials"]>,
): Promise<void> {
  const log = pino({
    level: logLevel,
    name: "postmortem-coach",
    redact: ["req.headers", "res.headers", "err.request", "err.response", "error.request", "error.response"],
  });
  const server = new Server({
    host,
    port,
    log,
    Probot: Probot.defaults({ appId, privateKey, secret: webhookSecret, baseUrl, log, Octokit: CoachOctokit }),
  });
  const pool = new AnalysisPool({ size: 2 });
  // An empty document shows whether the rules can be read.
  await pool.analyse({ markdown: "", options: {} });
  const slots = new Slots();
  const settings = new SettingsReader();
  const stopping = new AbortController();
  let probot!: Probot;

  const toolsFor = async ({ installationId }: Task): Promise<TaskTools> => ({
    octokit: await probot.auth(installationId),
    settings,
    analyse: pool.analyse.bind(pool),
    write: (create) => slots.write(String(installationId), create),
    take,
    stopping: stopping.signal,
  });
  const queue = new MemoryQueue<Task>({
    run: async (task) => {
      const started = performance.now();
      const tools = await toolsFor(task);
      try {
        await doTask(task, tools);
      } catch (error) {
        if ((error as { status?: number }).status !== 401) throw error;
        // A token may end before its time; Octokit would go on to use it.
        await tools.octokit.auth({ type: "installation", refresh: true });
        await doTask(task, tools);
      }
      const ms = Math.round(performance.now() - started);
      log.info({ deliveryId: task.deliveryId, kind: task.kind, ms }, "done");
    },
    merge: mergeTasks,
    onFailure: async (task, error, attempt) => {
      const wait = retryAfter(error, attempt);
      log.warn({ deliveryId: task.deliveryId, kind: task.kind, attempt, wait, err: error }, "failed");
      if (task.kind === "pull request" && task.headSha !== null) {
        try {
          await reportTrouble(await toolsFor(task), task.ref, task.headSha, error);
        } catch (further) {
          log.warn({ deliveryId: task.deliveryId, err: further }, "the check run could not say so");
        }
      }
      return wait;
    },
  });
  const take = async (task: Task): Promise<void> => {
    const isTaken = await queue.push({ key: keyOf(task), tenant: String(task.installationId), task });
    if (!isTaken) log.warn({ deliveryId: task.deliveryId, kind: task.kind }, "too much waits: not taken");
  };

  await server.load((app) => {
    probot = app;
    createApp(take)(app);
  });
  await server.loadHandlerFactory(webhooksAtRoot);
  await server.start();
  const proxy = webhookProxyUrl === null ? null : await startProxy(webhookProxyUrl, server);

  const stop = async () => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    log.info("stopping: what runs is finished first");
    setTimeout(() => process.exit(1), STOP_MS).unref();
    proxy?.close();
    await Promise.all([server.stop(), queue.stop()]);
    await pool.close();
    process.exit(0);
  };
  process.once("SIGTERM", () => void stop());
  process.once("SIGINT", () => void stop());
}

/** Webhooks for a machine that GitHub can't reach, while one develops. */
async function startProxy(source: string, server: Server): Promise<{ readonly close: () => void }> {
  const { SmeeClient } = await import("smee-client");
  const client = new SmeeClient({ source, target: `http://${server.host}:${server.port}${WEBHOOKS}` });
  await client.start();
  return { close: () => void client.stop() };
}
