import type { Logger } from "pino";
import type { Clients } from "./clients.ts";
import { doTask, type TaskTools } from "./do-task.ts";
import { reportTrouble } from "./look-again.ts";
import type { Task } from "./task.ts";

export interface RunnerTools extends Pick<TaskTools, "settings" | "analyse" | "take" | "stopping"> {
  readonly clients: Clients;
  readonly log: Logger;
  /** Creates content when it is an installation's turn. */
  readonly write: <Result>(installation: string, create: () => Promise<Result>) => Promise<Result>;
  /** When a failed task is worth another try, in milliseconds; null where it is not. */
  readonly retryAfter: (error: unknown, attempt: number) => number | null;
  /** Whether GitHub said that it was asked for too much: then nothing more is asked of it, not even to say so. */
  readonly isLimit: (error: unknown) => boolean;
  readonly count: (kind: Task["kind"], outcome: "done" | "failed" | "given up", seconds: number | null) => void;
}

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
      if ((error as { status?: number }).status !== 401) throw error;
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
    if (task.kind === "pull request" && task.headSha !== null && !this.#tools.isLimit(error)) {
      try {
        await reportTrouble(await this.#toolsFor(task), task.ref, task.headSha, error);
      } catch (further) {
        log.warn({ ...line, err: further }, "the check run could not say so");
      }
    }
    return wait;
  }

  async #toolsFor({ installationId, deliveryId }: Task): Promise<TaskTools> {
    const { clients, settings, analyse, write, take, stopping } = this.#tools;
    return {
      octokit: await clients.of(installationId, deliveryId),
      settings,
      analyse,
      write: (create) => write(String(installationId), create),
      take,
      stopping,
    };
  }
}
