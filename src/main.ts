import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import { Probot, Server } from "probot";
import { AnalysisPool, BrokenRulesError } from "./analysis/pool.ts";
import { createApp } from "./app.ts";
import { CatchUp } from "./github/catch-up.ts";
import { createCredentialsCheck } from "./github/check-credentials.ts";
import { Clients } from "./github/clients.ts";
import { countEvents } from "./github/count-events.ts";
import { observedFetch } from "./github/observe.ts";
import { CoachOctokit } from "./github/octokit.ts";
import { SettingsReader } from "./github/read-settings.ts";
import { TaskRunner } from "./github/task-runner.ts";
import { keyOf, mergeTasks, type Task } from "./github/task.ts";
import { findRuleFiles } from "./rules/files.ts";
import { SHIPPED_RULES } from "./rules/load.ts";
import { Budget } from "./service/budget.ts";
import { type Environment, EnvironmentError, readEnvironment } from "./service/environment.ts";
import { createHealth } from "./service/health.ts";
import { createLog } from "./service/log.ts";
import { MemoryQueue } from "./service/memory-queue.ts";
import { Metrics } from "./service/metrics.ts";
import type { Queue, QueueOptions } from "./service/model.ts";
import { isLimit, retryAfter } from "./service/retry-after.ts";
import { Slots } from "./service/slots.ts";
import { TooMuchWaitsError } from "./service/too-much-waits-error.ts";
import { startSetUp } from "./set-up.ts";
import { serveSite } from "./web/serve.ts";

/** Longer than GitHub takes to answer, shorter than orchestrators take to kill. */
const STOP_MS = 18_000;
/** How many jobs of one installation run at once: they mostly wait for their turn to write. */
const MAX_FOR_INSTALLATION = 4;
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
  if (environment.credentials === null) await startSetUp(serveSite({ isRegistered: false }));
  else await serve(environment, environment.credentials);
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  const isKnown = error instanceof EnvironmentError || error instanceof BrokenRulesError || UNLISTENABLE.has(code);
  if (!isKnown) throw error;
  process.stderr.write(`Postmortem Coach can't start:\n${message}\n`);
  process.exit(2);
}

async function serve(
  {
    host,
    port,
    baseUrl,
    logLevel,
    siteUrl,
    webhookProxyUrl,
    metricsToken,
    databaseUrl,
    concurrency,
    waitFactor,
  }: Environment,
  { appId, privateKey, webhookSecret }: NonNullable<Environment["credentials"]>,
): Promise<void> {
  const log = createLog(logLevel);
  const metrics = new Metrics(new Set(findRuleFiles(SHIPPED_RULES).map(({ id }) => id)));
  const request = { fetch: observedFetch(metrics) };
  const server = new Server({
    host,
    port,
    log,
    request,
    Probot: Probot.defaults({ appId, privateKey, secret: webhookSecret, baseUrl, log, Octokit: CoachOctokit }),
  });
  const pool = new AnalysisPool({
    size: 2,
    spares: 1,
    onDeath: (reason) => {
      metrics.workerDeath(reason instanceof Error ? "not understood" : reason);
      log.warn({ err: reason }, "a document ended its worker thread");
    },
  });
  const database = databaseUrl === null ? null : await openDatabase(databaseUrl, log);
  const slots = new Slots({}, database?.reserve);
  const budgets = new LRUCache<string, Budget>({ max: 10_000, ttl: 3_600_000, updateAgeOnGet: true });
  const stopping = new AbortController();

  const take = async (task: Task): Promise<void> => {
    if (await queue.push({ key: keyOf(task), tenant: String(task.installationId), task })) return;
    metrics.refused();
    throw new TooMuchWaitsError();
  };
  let probot!: Probot;
  await Promise.all([
    // An empty document shows whether the rules can be read.
    pool.analyse({ markdown: "", options: {} }),
    server.load((app) => {
      probot = app;
      createApp(take)(countEvents(app, metrics.event.bind(metrics)));
    }),
  ]);
  const clients = new Clients(probot, log, metrics);
  const runner = new TaskRunner({
    clients,
    log,
    settings: new SettingsReader(pool.readPolicy.bind(pool)),
    analyse: pool.analyse.bind(pool),
    site: siteUrl,
    write: slots.write.bind(slots),
    take,
    stopping: stopping.signal,
    appId,
    budgetOf: (installation) => {
      const known = budgets.get(installation) ?? new Budget();
      budgets.set(installation, known);
      return known;
    },
    caughtUp: metrics.catchUp.bind(metrics),
    retryAfter: (error, attempt) => retryAfter(error, attempt, waitFactor),
    isLimit,
    count: metrics.job.bind(metrics),
  });
  const jobs: QueueOptions<Task> = {
    run: runner.run.bind(runner),
    merge: mergeTasks,
    onFailure: runner.fail.bind(runner),
    running: { all: concurrency, tenant: MAX_FOR_INSTALLATION },
  };
  const queue = database?.createQueue(jobs) ?? new MemoryQueue(jobs);
  server.addHandler(
    createHealth({
      metrics,
      metricsToken,
      read: async () => ({ jobs: await queue.count(), writes: slots.used() }),
      checks: { github: createCredentialsCheck(clients), queue: queue.check.bind(queue) },
    }),
  );
  await server.loadHandlerFactory(webhooksAtRoot);
  const site = serveSite({ isRegistered: true });
  if (site === null) log.warn("there is no site to serve: npm run build:web builds it");
  else server.addHandler(site);
  await server.start();
  const catchUp = new CatchUp({
    clients,
    log,
    take,
    claim: queue.claim.bind(queue),
    stopping: stopping.signal,
    waitFactor,
    count: metrics.catchUp.bind(metrics),
  });
  void catchUp.run();
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

/** What processes share that do the work together. It is loaded only where there is a database. */
async function openDatabase(url: string, log: Logger) {
  const [{ openPostgres }, { PostgresQueue }, { createSharedTurns }] = await Promise.all([
    import("./service/postgres.ts"),
    import("./service/postgres-queue.ts"),
    import("./service/shared-turns.ts"),
  ]);
  const onError = (error: unknown) => log.warn({ err: error }, "the database is in trouble");
  const boss = await openPostgres(url, onError);
  return {
    reserve: createSharedTurns(boss),
    createQueue: (jobs: QueueOptions<Task>): Queue<Task> => new PostgresQueue(boss, { ...jobs, onError }),
  };
}

/** Webhooks for a machine that GitHub can't reach, while one develops. */
async function startProxy(source: string, server: Server): Promise<{ readonly close: () => void }> {
  const { SmeeClient } = await import("smee-client");
  const client = new SmeeClient({ source, target: `http://${server.host}:${server.port}${WEBHOOKS}` });
  await client.start();
  return { close: () => void client.stop() };
}
