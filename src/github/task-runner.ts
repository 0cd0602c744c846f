import type { Logger } from "pino";
import type { Clients } from "./clients.ts";
import { doTask, type TaskTools } from "./do-task.ts";
import { reportTrouble } from "./look-again.ts";
import type { Task } from "./task.ts";

export interface RunnerTools extends Pick<TaskTools, "settings" | "analyse" | "site" | "take" | "stopping" | "appId"> {
  readonly clients: Clients;
  readonly log: Logger;
  /** Creates content when it is an installation's turn. */
  readonly write: <Result>(installation: string, create: () => Promise<Result>) => Promise<Result>;
  /** When a failed task is worth another try, in milliseconds; null where it is not. */
  readonly retryAfter: (error: unknown, attempt: number) => number | null;
  /** Whether GitHub said that it was asked for too much: then nothing more is asked of it, not even to say so. */
  readonly isLimit: (error: unknown) => boolean;
  /** What may be asked of an installation's limit without being in anybody's way. */
  readonly budgetOf: (installation: string) => TaskTools["budget"];
  readonly caughtUp: (kind: "sweep", calls: number, found: number) => void;
  readonly count: (kind: Task["kind"], outcome: "done" | "failed" | "given up", seconds: number | null) => void;
}

/** Who is refused like this may not write a check run either, or there is none left to see it. */
const REFUSALS = new Set<number | undefined>([401, 404, 410]);
const statusOf = (error: unknown) => (error as { readonly status?: number }).status;

/** Does tasks, each with the rights of its installation, and says in the check run what could not be done. */
export class TaskRunner {
  readonly #tools: RunnerTools;

  constructor(tools: RunnerTools) {
    this.#tools = tools;
  }

  /** @throws Error (of Octokit) where GitHub doesn't answer, or takes nothing */
  async run(task: Task): Promise<void> {
    const { log, count } = this.#tools;
    const started = performance.now();
    const tools = await this.#toolsFor(task);
    try {
      await doTask(task, tools);
    } catch (error) {
      if (statusOf(error) !== 401) throw error;
      // A token may end before its time; Octokit would go on to use it.
      await tools.octokit.auth({ type: "installation", refresh: true });
      await doTask(task, tools);
    }
    const seconds = (performance.now() - started) / 1000;
    count(task.kind, "done", seconds);
    log.info({ deliveryId: task.deliveryId, kind: task.kind, ms: Math.round(seconds * 1000) }, "done");
  }

  /**
   * What is to be done about a task that failed.
   *
   * @param attempt from 1
   * @returns milliseconds until it is tried again; null to give it up
   */
  async fail(task: Task, error: unknown, attempt: number): Promise<number | null> {
    const { log, count } = this.#tools;
    const wait = this.#tools.retryAfter(error, attempt);
    const line = { deliveryId: task.deliveryId, kind: task.kind };
    count(task.kind, wait === null ? "given up" : "failed", null);
    log.warn({ ...line, attempt, wait, err: error }, wait === null ? "given up" : "failed");
    const isHopeless = REFUSALS.has(statusOf(error)) || this.#tools.isLimit(error);
    if (task.kind === "pull request" && task.headSha !== null && !isHopeless) {
      try {
        await reportTrouble(await this.#toolsFor(task), task.ref, task.headSha, error);
      } catch (further) {
        log.warn({ ...line, err: further }, "the check run could not say so");
      }
    }
    return wait;
  }

  async #toolsFor({ installationId, deliveryId }: Task): Promise<TaskTools> {
    const { clients, write, budgetOf, caughtUp, log } = this.#tools;
    const installation = String(installationId);
    return {
      ...this.#tools,
      octokit: await clients.of(installationId, deliveryId),
      write: (create) => write(installation, create),
      budget: budgetOf(installation),
      caughtUp: (calls, found) => {
        caughtUp("sweep", calls, found);
        log.info({ deliveryId, installation, calls, found }, "looked for what was missed");
      },
    };
  }
}
